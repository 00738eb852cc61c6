package dev.tandem.torture.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandicapTest {
    @TempDir
    Path folder;

    @Test
    void where_the_disk_is_full_no_file_grows_beyond_what_there_is() throws Exception {
        assertThat(write(Handicap.largestFile(1024))).isEqualTo(1024);
        assertThat(write(Handicap.NONE)).isEqualTo(5000);
    }

    @Test
    void a_wrong_clock_is_told_to_the_process_alone_that_has_it() {
        ProcessBuilder wrong = new ProcessBuilder("true");
        Handicap.clock(Duration.ofHours(-2)).lay(wrong);
        assertThat(wrong.environment()).containsEntry("TANDEM_JAVA_OPTS", "-Dtandem.clock.ahead=PT-2H");
    }

    /** How many bytes of 5000 a process gets into a file. */
    private long write(Handicap handicap) throws Exception {
        Path file = folder.resolve("file");
        Files.deleteIfExists(file);
        ProcessBuilder builder = new ProcessBuilder(
                new ArrayList<>(List.of("sh", "-c", "trap '' XFSZ; head -c 5000 /dev/zero > \"$0\"", file.toString())));
        handicap.lay(builder);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.size(file);
    }
}
