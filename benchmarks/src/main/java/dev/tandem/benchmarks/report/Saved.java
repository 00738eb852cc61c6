package dev.tandem.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as files: what was measured as JSON, a document that shows it, and a plot for each benchmark. */
public final class Saved {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Saved() {}

    /** Writes the files; which they are. */
    public static List<Path> in(Path folder, Report report) throws IOException {
        Path plots = folder.resolve("benchmarks");
        Files.createDirectories(plots);
        List<Path> written = new ArrayList<>();
        Map<String, List<Result>> byBenchmark = new LinkedHashMap<>();
        report.results()
                .forEach(result -> byBenchmark
                        .computeIfAbsent(result.benchmark(), name -> new ArrayList<>())
                        .add(result));
        StringBuilder document = new StringBuilder(head(report));
        for (Map.Entry<String, List<Result>> benchmark : byBenchmark.entrySet()) {
            document.append("\n## ").append(benchmark.getKey()).append("\n\n");
            document.append(table(benchmark.getValue()));
            if (benchmark.getValue().stream().anyMatch(Plot::isPlottable)) {
                Path plot = plots.resolve(benchmark.getKey() + ".svg");
                Plot.write(plot, benchmark.getKey(), benchmark.getValue());
                written.add(plot);
                document.append("\n![")
                        .append(benchmark.getKey())
                        .append("](benchmarks/")
                        .append(benchmark.getKey())
                        .append(".svg)\n");
            }
        }
        written.add(Files.writeString(folder.resolve("benchmarks.md"), document));
        written.add(Files.writeString(plots.resolve("benchmarks.json"), JSON.writeValueAsString(report) + "\n"));
        return written;
    }

    private static String head(Report report) {
        return """
                # Benchmarks

                Written by `./tandem bench%s --save docs`, from [what was measured](benchmarks/benchmarks.json). Each value is the median of its
                rounds; ratios are taken within a round. On a shared machine only ratios count.

                %s. Load when it began: %.1f. It took %d s.
                """.formatted(
                        report.quick() ? " --quick" : "",
                        report.machine().inWords(),
                        report.machine().load(),
                        report.durationMs() / 1000);
    }

    private static String table(List<Result> results) {
        StringBuilder table = new StringBuilder("| measure | median | min … max | beside | ratio | goal | |\n");
        table.append("| --- | ---: | ---: | --- | --- | --- | --- |\n");
        for (Result result : results) {
            table.append("| ")
                    .append(String.join(" | ", ReportText.cells(result)))
                    .append(" |\n");
        }
        return table.toString();
    }
}
