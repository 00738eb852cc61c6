package dev.tandem.stream.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.outbox.Outbox;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeptTest {
    private static final long NOW = -7;

    private final Kept kept = new Kept();

    @Test
    void what_is_kept_is_due_five_seconds_after_the_first_of_it() {
        assertThat(kept.isDue(NOW)).isFalse();
        take(1, false, NOW);
        take(2, false, NOW + Duration.ofSeconds(4).toNanos());
        assertThat(kept.isDue(NOW + Duration.ofSeconds(5).toNanos() - 1)).isFalse();
        assertThat(kept.isDue(NOW + Duration.ofSeconds(5).toNanos())).isTrue();
        kept.clear();
        assertThat(kept.isDue(NOW + Duration.ofSeconds(9).toNanos())).isFalse();
        assertThat(kept.upTo()).isZero();
    }

    @Test
    void a_thousand_entries_are_due_at_once() {
        for (int sequence = 1; sequence < 1_000; sequence++) {
            take(sequence, false, NOW);
        }
        assertThat(kept.isDue(NOW)).isFalse();
        take(1_000, false, NOW);
        assertThat(kept.isDue(NOW)).isTrue();
        assertThat(kept.upTo()).isEqualTo(1_000);
    }

    @Test
    void what_would_give_way_is_due_until_it_is_removed() {
        take(1, true, NOW);
        take(2, false, NOW);
        assertThat(kept.isDue(NOW)).isTrue();
        kept.clear();
        take(3, false, NOW);
        assertThat(kept.isDue(NOW)).isFalse();
    }

    private void take(long sequence, boolean found, long now) {
        Outbox.Entry entry =
                new Outbox.Entry(sequence, "id", "node", 0, "type", Topic.PRODUCTS, "key", "{}", null, found);
        kept.take(entry, new RecordMetadata(new TopicPartition("products", 0), sequence, 0, 0, 0, 0), now);
    }
}
