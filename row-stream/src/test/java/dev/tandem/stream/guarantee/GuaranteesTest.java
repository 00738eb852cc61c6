package dev.tandem.stream.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Histories of two laptops, a server and three phones through random faults, after which every guarantee is asked. A
 * failure prints its seed and the smallest part of its history that fails. A build runs the same few histories each time;
 * {@code -Dtandem.soak=10m} runs ever new ones for that long, and {@code -Dtandem.seed=N} replays one.
 */
class GuaranteesTest {
    private static final int LENGTH = 70;
    private static final int HISTORIES = 60;

    @Test
    void every_history_keeps_every_guarantee() {
        Long only = Long.getLong("tandem.seed");
        if (only != null) {
            check(only);
            return;
        }
        long first = soak().isZero() ? 1 : System.nanoTime() & 0xFFFF_FFFFL;
        long until = System.nanoTime() + soak().toNanos();
        int done = 0;
        while (done < HISTORIES || System.nanoTime() < until) {
            check(first + done);
            done++;
            if (done % 100 == 0) {
                System.err.println(done + " histories, from -Dtandem.seed=" + first);
            }
        }
    }

    @Test
    void a_history_replays_exactly_from_its_seed() {
        assertThat(Histories.of(7, LENGTH)).isEqualTo(Histories.of(7, LENGTH));
        assertThat(Histories.of(7, LENGTH)).isNotEqualTo(Histories.of(8, LENGTH));
    }

    private static void check(long seed) {
        List<Step> history = Histories.of(seed, LENGTH);
        List<String> broken = Run.of(history);
        if (!broken.isEmpty()) {
            String guarantee = guarantee(broken.get(0));
            List<Step> smallest = Shrinking.of(
                    history,
                    part -> Run.of(part).stream().anyMatch(one -> guarantee(one).equals(guarantee)));
            List<String> said = new ArrayList<>(Run.of(smallest));
            fail("-Dtandem.seed=" + seed + "\n" + String.join("\n", said) + "\nby\n"
                    + smallest.stream().map(Step::java).collect(Collectors.joining(",\n")));
        }
    }

    private static String guarantee(String broken) {
        return broken.substring(0, broken.indexOf(':'));
    }

    /** How long to go on: a number with s, m or h; not at all where nothing is set. */
    private static Duration soak() {
        String text = System.getProperty("tandem.soak", "");
        return text.isBlank() ? Duration.ZERO : Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
}
