package dev.tandem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Catalog runs against files that know more and more. Each is a process of its own with the options that the launcher gives
 * it, and tries out what it would do: reading the feed and matching it, without writing.
 */
public final class CatalogRuns {
    /** As in the launcher. */
    private static final List<String> OPTIONS = List.of("-Xmx320m", "-XX:+UseSerialGC");

    private CatalogRuns() {}

    /**
     * What a run took: seconds of the matching, and of the whole process; seconds that it had a processor, start and
     * compilation included, which others at work do not lengthen much; megabytes of its greatest resident size.
     */
    private record Took(JsonNode answer, double seconds, double busy, long peak) {
        double matching() {
            return answer.path("matchingMs").asLong() / 1000.0;
        }
    }

    /** Arguments: pairs of items and known products, such as 100000:1000000; a seed before them if it is no pair. */
    public static void main(String[] args) throws Exception {
        List<String> given = new ArrayList<>(List.of(args));
        long seed = given.isEmpty() || given.get(0).contains(":") ? 42 : Long.parseLong(given.remove(0));
        if (given.isEmpty()) {
            given.addAll(List.of("10000:10000", "100000:10000", "100000:100000", "100000:1000000"));
        }
        print("seed %d", seed);
        print(
                "%10s %10s %10s %12s %12s %10s %10s %8s",
                "items", "known", "matching", "items/s", "µs/row", "whole run", "processor", "peak");
        for (String pair : given) {
            int items = Integer.parseInt(pair.split(":", -1)[0]);
            int known = Integer.parseInt(pair.split(":", -1)[1]);
            Took took = run(new InventedCatalog(seed), items, known);
            print(
                    "%,10d %,10d %8.1f s %,12.0f %12.1f %8.1f s %8.1f s %5d MB   %d existing, %d new, %d suspected",
                    items,
                    known,
                    took.matching(),
                    items / took.matching(),
                    took.matching() * 1e6 / (items + known),
                    took.seconds(),
                    took.busy(),
                    took.peak(),
                    took.answer().path("existing").asInt(),
                    took.answer().path("new").asInt(),
                    took.answer().path("suspectedDuplicates").asInt());
        }
    }

    private static Took run(InventedCatalog catalog, int items, int known) throws Exception {
        Path folder = Files.createTempDirectory("tandem-catalog-runs");
        Path database = folder.resolve("products.db");
        Path feed = folder.resolve("feed.jsonl");
        try {
            catalog.make(database, known);
            catalog.feed(feed, items, known);
            return run(database, feed, folder.resolve("answer.json"));
        } finally {
            for (String file : List.of("products.db", "feed.jsonl", "answer.json")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    private static Took run(Path database, Path feed, Path answer) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tandem.catalog.Main"));
        command.addAll(List.of("catalog", "run", "--retailer", "invented", "--category", "all", "--dry-run", "--json"));
        command.addAll(List.of("--database", database.toString(), "--feed", feed.toString()));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long peak = 0;
        Duration busy = Duration.ZERO;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            busy = process.info().totalCpuDuration().orElse(busy);
            peak = Math.max(peak, residentMegabytes(process.pid()));
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the run failed: " + Files.readString(answer));
        }
        return new Took(new JsonMapper().readTree(answer.toFile()), seconds, busy.toMillis() / 1000.0, peak);
    }

    /** The greatest resident size of a process so far; 0 where there is no Linux to tell. */
    private static long residentMegabytes(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (var lines = Files.lines(status, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException gone) {
            return 0;
        }
    }

    @SuppressWarnings("SystemOut") // A benchmark answers on standard output.
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
