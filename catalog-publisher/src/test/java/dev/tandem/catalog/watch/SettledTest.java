package dev.tandem.catalog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path folder;

    private final Settled settled = new Settled(Duration.ofSeconds(2));

    @Test
    void a_file_is_settled_once_it_has_stayed_the_same_for_long_enough() throws Exception {
        Path file = Files.writeString(folder.resolve("feed.json"), "[");
        assertThat(settled.look(file, NOW)).isEmpty();
        assertThat(settled.look(file, NOW.plusMillis(1999))).isEmpty();
        assertThat(settled.look(file, NOW.plusMillis(2000))).isPresent();
    }

    @Test
    void a_file_that_grows_begins_to_wait_anew() throws Exception {
        Path file = Files.writeString(folder.resolve("feed.json"), "[");
        settled.look(file, NOW);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "]", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, time);
        assertThat(settled.look(file, NOW.plusSeconds(5))).isEmpty();
        assertThat(settled.look(file, NOW.plusSeconds(6))).isEmpty();
        assertThat(settled.look(file, NOW.plusSeconds(7))).isPresent();
    }

    @Test
    void a_file_that_is_written_anew_in_the_same_size_begins_to_wait_anew() throws Exception {
        Path file = Files.writeString(folder.resolve("feed.json"), "[");
        settled.look(file, NOW);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(100)));
        assertThat(settled.look(file, NOW.plusSeconds(5))).isEmpty();
    }

    @Test
    void a_settled_file_that_is_written_to_is_not_still_the_same() throws Exception {
        Path file = Files.writeString(folder.resolve("feed.json"), "[");
        settled.look(file, NOW);
        Settled.State state = settled.look(file, NOW.plusSeconds(2)).orElseThrow();
        assertThat(settled.isStill(file, state)).isTrue();
        Files.writeString(file, "]", StandardOpenOption.APPEND);
        assertThat(settled.isStill(file, state)).isFalse();
        Files.delete(file);
        assertThat(settled.isStill(file, state)).isFalse();
    }

    @Test
    void a_file_that_is_gone_is_forgotten() throws Exception {
        Path file = Files.writeString(folder.resolve("feed.json"), "[");
        settled.look(file, NOW);
        settled.keepOnly(List.of());
        assertThat(settled.look(file, NOW.plusSeconds(5))).isEmpty();
        Files.delete(file);
        assertThat(settled.look(file, NOW.plusSeconds(9))).isEmpty();
    }
}
