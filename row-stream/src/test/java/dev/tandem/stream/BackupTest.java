package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.PutBack;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a whole file, and their way back. */
class BackupTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2026-11-22T10:00:00");
    private SyncedFile file;

    @BeforeEach
    void open() {
        file = SyncedFile.openOrCreate(folder.resolve("products.db"));
        run("CREATE TABLE t (x)");
        run("INSERT INTO t VALUES (1)");
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void there_is_one_copy_a_day_whatever_the_occasion_of_the_first() {
        Backup.make(file, "schema", clock.instant());
        clock.set("2026-11-22T23:59:59");
        assertThat(Backup.makeDaily(file, clock.instant())).isEmpty();
        clock.set("2026-11-23T00:00:01");
        assertThat(Backup.makeDaily(file, clock.instant())).isPresent();
        assertThat(Backup.makeDaily(file, clock.instant())).isEmpty();
        assertThat(Backup.copies(file.path())).extracting(Backup.Copy::occasion).containsExactly("sync", "schema");
    }

    @Test
    void a_copy_that_was_interrupted_is_none() throws IOException {
        Path whole = Backup.make(file, "sync", clock.instant());
        Files.move(whole, whole.resolveSibling(whole.getFileName() + ".unfinished"));

        assertThat(Backup.copies(file.path())).isEmpty();
        assertThat(Backup.makeDaily(file, clock.instant())).isPresent();
    }

    @Test
    void the_oldest_beyond_the_number_to_keep_go() {
        Instant first = clock.instant();
        for (int day = 0; day < Backup.KEPT + 2; day++) {
            Backup.makeDaily(file, first.plusSeconds(day * 86_400L));
        }
        List<Backup.Copy> copies = Backup.copies(file.path());
        assertThat(copies).hasSize(Backup.KEPT);
        assertThat(copies.get(copies.size() - 1).at()).isEqualTo(first.plusSeconds(2 * 86_400L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void a_program_that_has_the_file_open_sees_the_copys_content_and_the_journal_mode_stays(String mode) {
        file.alone("set", sql -> sql.first("PRAGMA journal_mode = " + mode, row -> row.getString(1)));
        Path copy = Backup.make(file, "sync", clock.instant());
        run("UPDATE t SET x = 2");
        try (SyncedFile other = SyncedFile.open(file.path())) {
            assertThat(x(other)).isEqualTo(2);
            PutBack.into(file.path(), copy);
            assertThat(x(other)).isEqualTo(1);
            other.write("write", sql -> sql.update("UPDATE t SET x = 3"));
            assertThat(x(file)).isEqualTo(3);
            String now = file.alone(
                    "read",
                    sql -> sql.first("PRAGMA journal_mode", row -> row.getString(1))
                            .orElse("none"));
            assertThat(now).isEqualTo(mode);
        }
    }

    @Test
    void a_file_that_another_program_has_locked_stays_as_it_is() {
        Path copy = Backup.make(file, "sync", clock.instant());
        run("UPDATE t SET x = 2");
        try (SyncedFile other = SyncedFile.open(file.path())) {
            other.write("write", sql -> {
                sql.update("UPDATE t SET x = 3");
                assertThatThrownBy(() -> PutBack.into(file.path(), copy)).isInstanceOf(StreamException.class);
                return true;
            });
        }
        assertThat(x(file)).isEqualTo(3);
    }

    @Test
    void a_damaged_copy_is_refused_and_a_damaged_database_set_aside() throws IOException {
        Path copy = Backup.make(file, "sync", clock.instant());
        Path bad = Files.writeString(
                folder.resolve("bad.db"), "no database at all, and longer than a header may be ".repeat(40));
        assertThatThrownBy(() -> PutBack.into(file.path(), bad)).isInstanceOf(StreamException.class);
        assertThat(x(file)).isEqualTo(1);

        Path damaged = Files.copy(bad, folder.resolve("damaged.db"));
        Path aside = PutBack.insteadOf(damaged, copy, clock.instant());
        try (SyncedFile restored = SyncedFile.open(damaged)) {
            assertThat(x(restored)).isEqualTo(1);
        }
        assertThat(aside).hasSameBinaryContentAs(bad);
    }

    private void run(String statement) {
        file.write("write", sql -> {
            sql.script(statement);
            return true;
        });
    }

    private static long x(SyncedFile file) {
        return file.read("read", sql -> sql.number("SELECT x FROM t"));
    }
}
