package dev.tandem.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.benchmarks.report.Result.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedTest {
    private static final Machine MACHINE = new Machine("An OS 1", "A processor", 2, 4096, "A JVM 17", 0.5);
    private static final Result MET = Result.of("capture", "UPDATE", "ms", Spread.of(List.of(12.0, 10.0, 30.0)))
            .beside(new Reference(
                    "without triggers", Spread.of(List.of(10.0, 10.0, 10.0)), Spread.of(List.of(1.2, 1.0, 3.0))))
            .goal(Goal.ratioAtMost(1.5));
    private static final Result MISSED =
            Result.of("start", "status", "ms", Spread.of(List.of(700.0))).goal(Goal.atMost(450));
    private static final Result NOT_RUN =
            Result.notRun("start", "sync", "there is no broker").goal(Goal.atMost(600));

    @TempDir
    Path folder;

    @Test
    void a_goal_is_for_the_median_and_what_was_not_measured_meets_none() {
        assertThat(MET.standing()).isEqualTo(Standing.MET);
        assertThat(MISSED.standing()).isEqualTo(Standing.MISSED);
        assertThat(NOT_RUN.standing()).isEqualTo(Standing.NOT_RUN);
        assertThat(Result.of("start", "help", "ms", Spread.of(List.of(1.0))).standing())
                .isEqualTo(Standing.NONE);
    }

    @Test
    void a_goal_that_is_a_least_is_missed_below_it() {
        Result rate = Result.of("ingest", "50 phones", "taps/s", Spread.of(List.of(1_000.0)));

        assertThat(rate.goal(Goal.atLeast(1_000)).standing()).isEqualTo(Standing.MET);
        assertThat(rate.goal(Goal.atLeast(1_001)).standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void a_report_is_saved_as_a_document_with_a_plot_and_as_json() throws IOException {
        Report report = Report.of(true, 42, MACHINE, List.of(MET, MISSED, NOT_RUN), 65_000);

        List<Path> written = Saved.in(folder, report);

        assertThat(written).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(folder.resolve("benchmarks.md"))
                .content()
                .contains(
                        "./tandem bench --quick --save docs",
                        "A processor, 2 processors, 4 GB",
                        "| UPDATE | 12 ms | 10 … 30 | without triggers: 10 ms | 1.20 (1.00 … 3.00) | ≤ 1.50 × | met |",
                        "| status | 700 ms | 700 … 700 |  |  | ≤ 450 ms | missed |",
                        "| sync |  |  |  |  | ≤ 600 | not run: there is no broker |",
                        "![capture](benchmarks/capture.svg)");
        assertThat(folder.resolve("benchmarks/start.svg")).doesNotExist();
        JsonNode json = new JsonMapper().readTree(Files.readString(folder.resolve("benchmarks/benchmarks.json")));
        assertThat(json.path("seed").asInt()).isEqualTo(42);
        assertThat(json.path("results").path(0).path("standing").asText()).isEqualTo("met");
        assertThat(json.path("results").path(2).path("notRun").asText()).isEqualTo("there is no broker");
    }
}
