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

    private static final Run CAPTURE = run("capture", List.of(MET));
    private static final Run START = run("start", List.of(MISSED, NOT_RUN));
    private static final List<String> ORDER = List.of("start", "capture");

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
    void runs_are_saved_as_a_document_with_plots_and_as_json() throws IOException {
        List<Path> written = Saved.in(folder, new Report(List.of(START, CAPTURE)), ORDER);

        assertThat(written).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(folder.resolve("benchmarks.md"))
                .content()
                .contains(
                        "`./tandem bench capture --quick`, 2026-01-31T14:05:00Z. A processor, 2 processors, 4 GB",
                        "| UPDATE | 12 ms | 10 … 30 | without triggers: 10 ms | 1.20 (1.00 … 3.00) | ≤ 1.50 × | met |",
                        "| status | 700 ms | 700 … 700 |  |  | ≤ 450 ms | missed |",
                        "| sync |  |  |  |  | ≤ 600 | not run: there is no broker |",
                        "![capture](benchmarks/capture.svg)")
                .containsSubsequence("## start", "## capture");
        assertThat(folder.resolve("benchmarks/start.svg")).content().contains("start, in ms", "status");
        JsonNode json = saved();
        assertThat(json.path("runs").path(0).path("seed").asInt()).isEqualTo(42);
        JsonNode results = json.path("runs").path(0).path("results");
        assertThat(results.path(0).path("standing").asText()).isEqualTo("missed");
        assertThat(results.path(1).path("notRun").asText()).isEqualTo("there is no broker");
    }

    @Test
    void what_was_not_measured_has_no_plot() throws IOException {
        Saved.in(folder, new Report(List.of(run("start", List.of(NOT_RUN)))), ORDER);

        assertThat(folder.resolve("benchmarks.md")).content().doesNotContain(".svg");
        assertThat(folder.resolve("benchmarks/start.svg")).doesNotExist();
    }

    @Test
    void a_benchmark_that_is_run_again_takes_its_own_place_and_leaves_the_others() throws IOException {
        Saved.in(folder, new Report(List.of(CAPTURE)), ORDER);
        Saved.in(folder, new Report(List.of(START)), ORDER);
        Run again = run("capture", List.of(MISSED));
        Saved.in(folder, new Report(List.of(again)), ORDER);

        JsonNode json = saved();
        assertThat(json.path("runs")).hasSize(2);
        assertThat(json.path("runs").path(0).path("benchmark").asText()).isEqualTo("start");
        assertThat(json.path("runs")
                        .path(1)
                        .path("results")
                        .path(0)
                        .path("measure")
                        .asText())
                .isEqualTo("status");
    }

    private JsonNode saved() throws IOException {
        return new JsonMapper().readTree(Files.readString(folder.resolve("benchmarks/benchmarks.json")));
    }

    private static Run run(String benchmark, List<Result> results) {
        return new Run(benchmark, "2026-01-31T14:05:00Z", true, 42, MACHINE, 65_000, results);
    }
}
