package dev.tandem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    void who_ends_a_benchmark_before_its_time_finds_nothing_of_it_left() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            Path folder = Path.of(said.readLine());
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(folder.resolve("written")).exists();

            process.destroy();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(folder).doesNotExist();
            child.onExit().get(1, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A benchmark that has started a process and does not come to its end. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] none) throws Exception {
            new Bench(true, 1, 1, text -> {}).inFolder(folder -> {
                Files.writeString(folder.resolve("written"), "something");
                Process child = new ProcessBuilder("sleep", "1000").start();
                System.out.println(folder);
                System.out.println(child.pid());
                return child.waitFor();
            });
        }
    }
}
