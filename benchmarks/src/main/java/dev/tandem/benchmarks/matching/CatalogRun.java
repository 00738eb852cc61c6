package dev.tandem.benchmarks.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.cli.process.Apart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A catalog run in a process of its own, with the options that the launcher gives it, which tries out what it would do:
 * it reads the feed and matches it, without writing.
 *
 * @param items that were scanned
 * @param matchingSeconds of the matching alone
 * @param peakMegabytes the greatest resident size of the process; 0 where there is no Linux to tell
 */
record CatalogRun(int items, double matchingSeconds, double peakMegabytes) {
    /** As in the launcher. */
    private static final List<String> OPTIONS = List.of("-Xmx320m", "-XX:+UseSerialGC");

    /** Runs one; its answer is written into that folder. */
    static CatalogRun of(Path database, Path feed, Path folder) throws IOException, InterruptedException {
        Path answer = folder.resolve("answer.json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tandem.catalog.Main"));
        command.addAll(List.of("catalog", "run", "--retailer", "invented", "--category", "all", "--dry-run", "--json"));
        command.addAll(List.of("--database", database.toString(), "--feed", feed.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Apart.in(folder).accept(builder);
        Process process = builder.start();
        double peak = 0;
        try {
            while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, residentMegabytes(process.pid()));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the run failed: " + Files.readString(answer));
        }
        JsonNode said = new JsonMapper().readTree(answer.toFile());
        return new CatalogRun(
                said.path("scanned").asInt(), said.path("matchingMs").asLong() / 1000.0, peak);
    }

    private static double residentMegabytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (var lines = Files.lines(status, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024.0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
