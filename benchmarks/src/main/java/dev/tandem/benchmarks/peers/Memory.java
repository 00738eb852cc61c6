package dev.tandem.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What processes have had in memory at most. */
final class Memory {
    private static final String HIGH_WATER_MARK = "VmHWM:";
    private static final double KILOBYTES = 1024;

    private Memory() {}

    /** Megabytes that these have had resident at most, together; empty where the system does not tell. */
    static OptionalDouble mostResident(List<Long> processes) {
        double sum = 0;
        for (long process : processes) {
            OptionalDouble one = in(Path.of("/proc", Long.toString(process), "status"));
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    static OptionalDouble in(Path status) {
        try (Stream<String> lines = Files.lines(status, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(HIGH_WATER_MARK))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalDouble.empty();
        }
    }
}
