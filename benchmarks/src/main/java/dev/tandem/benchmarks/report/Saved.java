package dev.tandem.benchmarks.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Runs as files: what was measured as JSON, a document that shows it, and a plot for each benchmark. A benchmark that is
 * run again takes the place of what was saved of it, and leaves the others: only ratios within a run count.
 */
public final class Saved {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Saved() {}

    /** What is saved of runs. */
    private record Measured(List<Run> runs) {}

    /**
     * Writes the files.
     *
     * @param order the names of all benchmarks, as they are to follow each other
     * @return which they are
     */
    public static List<Path> in(Path folder, Report report, List<String> order) throws IOException {
        Path plots = folder.resolve("benchmarks");
        Files.createDirectories(plots);
        Path json = plots.resolve("benchmarks.json");
        List<Run> runs = new ArrayList<>(report.runs());
        if (Files.exists(json)) {
            JSON.readValue(json.toFile(), Measured.class).runs().stream()
                    .filter(saved -> report.runs().stream()
                            .noneMatch(run -> run.benchmark().equals(saved.benchmark())))
                    .forEach(runs::add);
        }
        runs.sort(Comparator.comparingInt(run -> order.indexOf(run.benchmark())));
        List<Path> written = new ArrayList<>();
        StringBuilder document = new StringBuilder("""
                # Benchmarks

                Written by `./tandem bench --save docs`, from [what was measured](benchmarks/benchmarks.json). Each value is the median of its
                rounds; ratios are taken within a round. On a shared machine only ratios count.
                """);
        for (Run run : runs) {
            document.append(section(run));
            Plot shown = Plot.of(run.results());
            if (!shown.rows().isEmpty()) {
                Path plot = plots.resolve(run.benchmark() + ".svg");
                SvgPlot.write(plot, run.benchmark(), shown);
                written.add(plot);
                document.append(String.format("%n![%s](benchmarks/%1$s.svg)%n", run.benchmark()));
            }
        }
        written.add(Files.writeString(folder.resolve("benchmarks.md"), document));
        written.add(Files.writeString(json, JSON.writeValueAsString(new Measured(runs)) + "\n"));
        return written;
    }

    private static String section(Run run) {
        StringBuilder section = new StringBuilder(String.format(
                Locale.ROOT,
                "%n## %s%n%n`./tandem bench %1$s%s`, %s. %s; load when it began: %.1f. It took %d s.%n%n",
                run.benchmark(),
                run.quick() ? " --quick" : "",
                run.at(),
                run.machine().inWords(),
                run.machine().load(),
                run.durationMs() / 1000));
        section.append("| measure | median | min … max | beside | ratio | goal | |\n");
        section.append("| --- | ---: | ---: | --- | --- | --- | --- |\n");
        for (Result result : run.results()) {
            section.append("| ")
                    .append(String.join(" | ", ReportText.cells(result)))
                    .append(" |\n");
        }
        return section.toString();
    }
}
