package dev.tandem.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    Path folder;

    @Test
    void the_most_that_was_resident_is_told_in_megabytes() throws Exception {
        Path status = Files.writeString(
                folder.resolve("status"),
                "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n");

        assertThat(Memory.in(status)).hasValue(200);
    }

    @Test
    void where_the_system_does_not_tell_there_is_no_figure() {
        assertThat(Memory.in(folder.resolve("absent"))).isEmpty();
    }
}
