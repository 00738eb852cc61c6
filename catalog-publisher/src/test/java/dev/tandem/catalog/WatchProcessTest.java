package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code catalog watch} as a process of its own, which ends when it is asked to, as with Ctrl-C. */
@Timeout(120)
class WatchProcessTest {
    @TempDir
    Path folder;

    @Test
    void it_takes_what_is_dropped_and_leaves_all_whole_when_it_is_stopped() throws Exception {
        Path drop = Files.createDirectory(folder.resolve("feeds"));
        Path database = folder.resolve("products.db");
        Process watch = start(drop, database);
        try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).contains("watching " + drop);
            drop(TestCatalog.feed(folder, 0, 20), drop);
            assertThat(out.readLine()).contains("feed-0-20.json is done", "20 scanned", "20 new");
            TestCatalog.write(drop, "bad.json", "[{");
            assertThat(out.readLine()).contains("bad.json is rejected. The feed bad.json ends too early");
            watch.toHandle().destroy();
            assertThat(out.readLine()).isNull();
            watch.waitFor();
        } finally {
            watch.destroyForcibly();
        }
        assertThat(drop.resolve("done/feed-0-20.json")).exists();
        assertThat(drop.resolve("rejected/bad.json.reasons.txt")).exists();
        TestCatalog catalog = new TestCatalog(database, TestCatalog.NO_BROKER);
        assertThat(catalog.one("PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(catalog.count("products")).isEqualTo(20);
    }

    private static void drop(Path feed, Path into) throws IOException {
        Files.move(feed, into.resolve(feed.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private Process start(Path drop, Path database) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("catalog", "watch", drop.toString(), "--retailer", "revolve", "--category", "dresses"));
        command.addAll(List.of("--database", database.toString(), "--bootstrap-servers", TestCatalog.NO_BROKER));
        command.addAll(List.of("--catalog-settled-after", "0s"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }
}
