package dev.tandem.stream.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.broker.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Histories of two laptops, a server and three phones through random faults, after which every guarantee is asked. A
 * failure prints its seed and the smallest part of its history that fails. A build runs the same few histories each time;
 * {@code -Dtandem.soak=10m} runs ever new ones for that long, and {@code -Dtandem.seed=N} replays one.
 */
class GuaranteesTest {
    private static final int LENGTH = 70;
    private static final int SHORT = 40;
    private static final int HISTORIES = 40;
    private static final int OVER_A_BROKER = 2;
    private static final int FROM_A_REAL_FILE = 3;

    @Test
    void every_history_keeps_every_guarantee() {
        check(HISTORIES, Soak.duration(), seed -> Histories.of(seed, LENGTH), Start.EMPTY, FakeKafka::new);
    }

    @Test
    void every_history_over_a_real_broker_keeps_every_guarantee_whatever_is_lost(@TempDir Path folder) {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            check(
                    OVER_A_BROKER,
                    Soak.duration().dividedBy(4),
                    seed -> Histories.withLosses(seed, SHORT),
                    Start.EMPTY,
                    now -> new RealKafka(broker.bootstrapServers()));
        }
    }

    @Test
    void every_history_that_begins_with_a_real_file_keeps_every_guarantee() {
        assumeThat(Start.realFile()).isPresent();
        check(
                FROM_A_REAL_FILE,
                Soak.duration().dividedBy(4),
                seed -> Histories.of(seed, LENGTH),
                Start.REAL,
                FakeKafka::new);
    }

    @Test
    void a_history_replays_exactly_from_its_seed() {
        assertThat(Histories.of(7, LENGTH)).isEqualTo(Histories.of(7, LENGTH));
        assertThat(Histories.of(7, LENGTH)).isNotEqualTo(Histories.of(8, LENGTH));
    }

    private static void check(
            int least,
            Duration soak,
            LongFunction<List<Step>> histories,
            Start start,
            Function<Supplier<Instant>, Wire> wires) {
        Long only = Long.getLong("tandem.seed");
        if (only != null) {
            check(only, histories.apply(only), start, wires);
            return;
        }
        long first = soak.isZero() ? 1 : System.nanoTime() & 0xFFFF_FFFFL;
        long until = System.nanoTime() + soak.toNanos();
        int done = 0;
        while (done < least || System.nanoTime() < until) {
            check(first + done, histories.apply(first + done), start, wires);
            done++;
            if (done % 100 == 0) {
                System.err.println(done + " histories, from -Dtandem.seed=" + first);
            }
        }
    }

    private static void check(long seed, List<Step> history, Start start, Function<Supplier<Instant>, Wire> wires) {
        List<String> broken = Run.of(history, start, wires);
        if (!broken.isEmpty()) {
            String guarantee = guarantee(broken.get(0));
            List<Step> smallest = Shrinking.of(
                    history,
                    part -> Run.of(part, start, wires).stream()
                            .anyMatch(one -> guarantee(one).equals(guarantee)));
            List<String> said = new ArrayList<>(Run.of(smallest, start, wires));
            fail("-Dtandem.seed=" + seed + "\n" + String.join("\n", said) + "\nby\n"
                    + smallest.stream().map(Step::java).collect(Collectors.joining(",\n")));
        }
    }

    private static String guarantee(String broken) {
        return broken.substring(0, broken.indexOf(':'));
    }
}
