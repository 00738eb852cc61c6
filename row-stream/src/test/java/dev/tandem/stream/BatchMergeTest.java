package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More records than one page of them, as Kafka's client hands them over. */
class BatchMergeTest {
    private static final TopicPartition PRODUCTS = new TopicPartition("tandem.products", 0);
    private static final int MANY = 1_200;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");

    @Test
    void a_record_that_breaks_a_constraint_takes_no_other_with_it() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            laptop.file.write("forbid", sql -> {
                sql.script("CREATE UNIQUE INDEX one_title ON products (title)");
                return true;
            });
            laptop.capture();
            Set<Integer> twice = Set.of(1, 700, 701, MANY - 1);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                records.add(listed(i, Columns.of(Map.of("title", twice.contains(i) ? "Dress 0" : "Dress " + i))));
            }
            List<Integer> taken = new ArrayList<>();
            Merged merged = new BatchMerge(laptop.file, laptop.context)
                    .applyAll(
                            records,
                            Map.of(PRODUCTS, "topic"),
                            () -> {},
                            part -> part.forEach(r -> taken.add((int) r.offset())));
            assertThat(merged.applied()).isEqualTo(MANY - twice.size());
            assertThat(merged.deadLettered()).isEqualTo(twice.size());
            assertThat(taken).as("each once, in order").hasSize(MANY).isSorted().doesNotHaveDuplicates();
            assertThat(laptop.one("SELECT count(*) FROM products")).isEqualTo("" + (MANY - twice.size()));
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox WHERE topic = 'DEAD_LETTERS'"))
                    .isEqualTo("" + twice.size());
            assertThat(laptop.one("SELECT next FROM tandem_offset")).isEqualTo("" + MANY);
        }
    }

    @Test
    void a_column_that_a_later_record_brings_is_made_before_that_record_is_merged() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String column = i == 800 ? "heel_height" : "title";
                records.add(listed(i, Columns.of(Map.of(column, "it is " + i))));
            }
            int[] copies = {0};
            Merged merged = new BatchMerge(laptop.file, laptop.context)
                    .applyAll(records, Map.of(PRODUCTS, "topic"), () -> copies[0]++, part -> {});
            assertThat(merged.applied()).isEqualTo(MANY);
            assertThat(copies[0]).isEqualTo(1);
            assertThat(laptop.query("SELECT heel_height FROM products WHERE heel_height IS NOT NULL"))
                    .containsExactly("it is 800");
        }
    }

    @Test
    void what_another_process_has_merged_since_it_was_read_is_passed_over() {
        try (TestNode laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock)) {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                records.add(listed(i, Columns.of(Map.of("title", "Dress " + i))));
            }
            BatchMerge merge = new BatchMerge(laptop.file, laptop.context);
            merge.applyAll(records.subList(0, 900), Map.of(PRODUCTS, "topic"), () -> {}, part -> {});
            Merged again = merge.applyAll(records, Map.of(PRODUCTS, "topic"), () -> {}, part -> {});
            assertThat(again.records()).isEqualTo(MANY - 900);
            assertThat(laptop.one("SELECT count(*) FROM tandem_history")).isEqualTo("" + MANY);
        }
    }

    @Test
    void what_was_read_ahead_of_a_row_is_read_anew_once_the_row_was_written() {
        List<Envelope> events = new ArrayList<>();
        events.add(Events.sentBy("server", Events.listed("Dress", "2025-11-20 10:00:00")));
        events.add(Events.sentBy("server", Events.verdict(Decision.MODEST, "2025-11-21 10:00:00")));
        events.add(Events.sentBy("server", Events.verdict(Decision.NOT_MODEST, "2025-11-23 10:00:00")));
        events.add(Events.sentBy("server", Events.verdict(Decision.MODEST, "2025-11-22 10:00:00")));
        events.add(
                Events.sentBy("server", new ProductRemoved(Events.URL, Events.micros("2025-11-24 10:00:00"), false)));
        events.add(Events.sentBy("server", Events.verdict(Decision.MODERATELY_MODEST, "2025-11-24 11:00:00")));
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (Envelope event : events) {
            records.add(record(records.size(), event));
        }
        try (TestNode ahead = TestNode.create(folder.resolve("ahead.db"), Role.LAPTOP, clock);
                TestNode each = TestNode.create(folder.resolve("each.db"), Role.LAPTOP, clock)) {
            new BatchMerge(ahead.file, ahead.context)
                    .applyAll(records, Map.of(PRODUCTS, "topic"), () -> {}, part -> {});
            events.forEach(event -> each.merge(List.of(event)));
            for (String looked : List.of(
                    "SELECT url || title || modesty_status || assessed_at FROM products",
                    "SELECT clock || event || verdict || digest FROM tandem_verdict",
                    "SELECT event || outcome || coalesce(before, '-') FROM tandem_history ORDER BY seq",
                    "SELECT table_name || bucket || digest || rows FROM tandem_bucket ORDER BY 1")) {
                assertThat(ahead.query(looked)).as(looked).isNotEmpty().isEqualTo(each.query(looked));
            }
        }
    }

    private static ConsumerRecord<String, byte[]> listed(int offset, Columns columns) {
        String url = "https://shop.example/" + offset;
        Envelope envelope = Events.sentBy(
                "server", new ProductListed(url, Events.micros("2025-11-20 10:00:00"), false, columns, List.of()));
        return record(offset, envelope);
    }

    private static ConsumerRecord<String, byte[]> record(int offset, Envelope envelope) {
        ProducerRecord<String, byte[]> sent = KafkaMessageFactory.createWriter(PRODUCTS.topic(), "k")
                .writeBinary(CloudEventBuilder.v1()
                        .withId(envelope.id().toString())
                        .withType(envelope.event().type().ceType())
                        .withSource(URI.create(Records.SOURCE + envelope.node()))
                        .withData(EventJson.write(envelope.event()).getBytes(StandardCharsets.UTF_8))
                        .build());
        return new ConsumerRecord<>(
                PRODUCTS.topic(),
                PRODUCTS.partition(),
                offset,
                1_763_632_800_000L,
                TimestampType.LOG_APPEND_TIME,
                sent.key().length(),
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
