package dev.tandem.service.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.TestDatabase;
import dev.tandem.stream.node.ConflictPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestTest {
    private static final long MIB = 1024 * 1024;

    private final Memory memory = new Memory();
    private Duration now = Duration.ofDays(1);
    private final Rest rest = new Rest(memory, () -> now.toNanos());

    @Test
    void what_the_start_took_is_given_back_once_it_is_quiet() {
        rest.ifQuiet();
        assertThat(memory.collections).isZero();
        later(3);
        rest.ifQuiet();
        rest.ifQuiet();
        assertThat(memory.pages).isZero();
        assertThat(memory.collections).isOne();
    }

    @Test
    void while_there_is_work_nothing_is_given_back() {
        for (int second = 0; second < 20; second++) {
            later(1);
            rest.worked();
            memory.work(10 * MIB);
            rest.ifQuiet();
        }
        assertThat(memory.collections).isZero();
        later(3);
        rest.ifQuiet();
        assertThat(memory.pages).isZero();
        assertThat(memory.collections).isOne();
    }

    @Test
    void a_tap_now_and_then_costs_no_collection() {
        later(3);
        rest.ifQuiet();
        for (int tap = 0; tap < 4; tap++) {
            rest.worked();
            memory.work(2 * MIB);
            later(10);
            rest.ifQuiet();
            assertThat(memory.pages).isZero();
        }
        assertThat(memory.collections).isOne();
        rest.worked();
        memory.work(2 * MIB);
        later(10);
        rest.ifQuiet();
        assertThat(memory.collections).isEqualTo(2);
    }

    @Test
    void what_was_only_looked_up_is_given_back_with_the_garbage_it_left() {
        later(3);
        rest.ifQuiet();
        memory.work(9 * MIB);
        rest.ifQuiet();
        assertThat(memory.pages).isZero();
        assertThat(memory.collections).isEqualTo(2);
    }

    @Test
    void a_database_goes_on_without_the_pages_that_it_let_go_of(@TempDir Path folder) throws Exception {
        Path file = TestDatabase.create(folder.resolve("products.db")).file();
        try (ServerDatabase database =
                ServerDatabase.open(file, ZoneOffset.UTC, Duration.ofMinutes(5), ConflictPolicy.LATEST, List.of())) {
            String count = "SELECT count(*) FROM products";
            long before = database.reader().read("count in", sql -> sql.number(count));
            Rest.by(database).letGoOfPages();
            database.file()
                    .write("write", sql -> sql.update("INSERT INTO products (url) VALUES ('https://shop.example/9')"));
            assertThat(database.reader().<Long>read("count in", sql -> sql.number(count)))
                    .isEqualTo(before + 1);
        }
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** A heap that only a collection makes smaller. */
    private static final class Memory implements Rest.Held {
        private static final long LIVE = 40 * MIB;

        private long heap = LIVE + 30 * MIB;
        private long pages = 1;
        private int collections;

        void work(long bytes) {
            heap += bytes;
            pages++;
        }

        @Override
        public void letGoOfPages() {
            pages = 0;
        }

        @Override
        public long heap() {
            return heap;
        }

        @Override
        public void collect() {
            collections++;
            heap = LIVE;
        }
    }
}
