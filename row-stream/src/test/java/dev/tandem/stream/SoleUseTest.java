package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.file.InUseException;
import dev.tandem.stream.file.SoleUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time sends what a database has to send. */
class SoleUseTest {
    @TempDir
    Path folder;

    @Test
    void a_second_one_is_told_who_is_at_work() {
        Path database = folder.resolve("products.db");
        try (SoleUse first = SoleUse.take(database, "watch")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> SoleUse.take(database, "sync"))
                    .isInstanceOf(InUseException.class)
                    .hasMessageStartingWith(
                            "tandem watch (process " + ProcessHandle.current().pid());
            assertThat(SoleUse.heldBy(database)).isPresent();
        }
        assertThat(SoleUse.heldBy(database)).isEmpty();
        SoleUse.take(database, "sync").close();
    }

    @Test
    void a_link_is_the_same_database() throws IOException {
        Path database = Files.createFile(folder.resolve("products.db"));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), database);
        try (SoleUse first = SoleUse.take(database, "sync")) {
            assertThat(first).isNotNull();
            assertThat(SoleUse.tryTake(link, "sync")).isEmpty();
        }
    }

    @Test
    void a_killed_process_leaves_nothing_locked() throws Exception {
        Path database = folder.resolve("products.db");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("taken");
            assertThat(SoleUse.tryTake(database, "sync")).isEmpty();
            assertThat(SoleUse.heldBy(database)).contains("tandem watch (process " + other.pid() + ")");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(SoleUse.heldBy(database)).isEmpty();
        SoleUse.take(database, "sync").close();
    }

    /** Another process that holds on to it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            SoleUse.take(Path.of(args[0]), "watch");
            System.out.println("taken");
            new CountDownLatch(1).await();
        }
    }
}
