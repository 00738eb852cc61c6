package dev.tandem.service.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private final Claims claims = new Claims(() -> now);

    @Test
    void what_one_holds_no_other_gets() {
        assertThat(claims.hold("phone", List.of("a", "b"))).containsExactlyInAnyOrder("a", "b");
        assertThat(claims.hold("tablet", List.of("b", "c"))).containsExactly("c");
        assertThat(claims.heldByOthers("phone")).containsExactly("c");
    }

    @Test
    void a_claim_lapses_unless_it_is_asked_for_again() {
        claims.hold("phone", List.of("a", "b"));
        now = now.plusSeconds(60);
        claims.hold("phone", List.of("b"));
        now = now.plus(Claims.KEPT).minusSeconds(60);
        assertThat(claims.heldByOthers("tablet")).containsExactly("b");
        assertThat(claims.hold("tablet", List.of("a"))).containsExactly("a");
    }

    @Test
    void who_begins_anew_lets_go_of_the_rest() {
        claims.hold("phone", List.of("a", "b"));
        assertThat(claims.holdInstead("phone", List.of("b", "c"))).containsExactlyInAnyOrder("b", "c");
        assertThat(claims.heldByOthers("tablet")).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void what_is_answered_or_put_away_is_free() {
        claims.hold("phone", List.of("a", "b", "c"));
        claims.release("phone", Set.of("a"));
        claims.release("tablet", Set.of("b"));
        assertThat(claims.heldByOthers("tablet")).containsExactlyInAnyOrder("b", "c");
        claims.release("phone");
        assertThat(claims.heldByOthers("tablet")).isEmpty();
    }

    @Test
    void nobody_holds_the_whole_queue() {
        List<String> all = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        assertThat(claims.hold("phone", all)).hasSize(Claims.MOST);
        assertThat(claims.hold("phone", List.of("another"))).doesNotContain("another");
    }
}
