package dev.tandem.schema.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private final EventIds ids = EventIds.random();

    @Test
    void ids_are_version_7_and_grow() {
        UUID first = ids.next();
        UUID second = ids.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(new Version(0, second)).isGreaterThan(new Version(0, first));
    }

    @Test
    void a_derived_id_is_the_same_at_every_try_and_another_for_another_consequence() {
        UUID verdict = ids.next();
        UUID derived = EventIds.derive(verdict, "modesty-review");
        assertThat(EventIds.derive(verdict, "modesty-review")).isEqualTo(derived);
        assertThat(EventIds.derive(verdict, "product")).isNotEqualTo(derived);
        assertThat(derived.version()).isEqualTo(7);
        assertThat(derived.variant()).isEqualTo(2);
        assertThat(derived.getMostSignificantBits() >>> 16).isEqualTo(verdict.getMostSignificantBits() >>> 16);
    }
}
