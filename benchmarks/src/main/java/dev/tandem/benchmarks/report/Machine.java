package dev.tandem.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * On what it was measured.
 *
 * @param load how busy the machine was when the run began, in processes that want a processor; below 0 where nobody can tell
 */
public record Machine(String os, String processor, int processors, long memoryMegabytes, String java, double load) {
    /** This one. */
    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                inFile("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(inFile("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / 1024,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String inFile(String file, String name, String otherwise) {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }

    /** In one line. */
    public String inWords() {
        String memory = memoryMegabytes > 0 ? ", " + memoryMegabytes / 1024 + " GB" : "";
        return processor + ", " + processors + " processors" + memory + ", " + os + ", " + java;
    }
}
