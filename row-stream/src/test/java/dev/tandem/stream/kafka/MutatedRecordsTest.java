package dev.tandem.stream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.MalformedEventException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that anybody may have written: whatever is in them, an event comes of them or a {@link MalformedEventException}. */
class MutatedRecordsTest {
    private static final int MANY = 20_000;

    @Test
    void nothing_but_an_event_that_can_be_handed_on_or_a_malformed_event_comes_of_a_mutated_record() {
        long seed = Long.getLong("tandem.seed", new Random().nextLong());
        MutatedRecords mutated = new MutatedRecords(seed);
        int[] events = {0};
        for (int i = 0; i < MANY; i++) {
            ProducerRecord<String, byte[]> record = mutated.next();
            String told = "tandem.seed=" + seed + ", record " + i + ": " + MutatedRecords.text(record);
            Envelope envelope;
            try {
                envelope = Records.toEnvelope(read(record));
            } catch (MalformedEventException e) {
                assertThat(e.getMessage()).as(told).isNotBlank();
                continue;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(told, e);
            }
            events[0]++;
            try {
                Envelope again = Records.toEnvelope(read(Records.ofTool("topic", "key", envelope)));
                assertThat(EventJson.write(again.event())).as(told).isEqualTo(EventJson.write(envelope.event()));
                assertThat(again.id()).as(told).isEqualTo(envelope.id());
                assertThat(again.time()).as(told).isEqualTo(envelope.time());
            } catch (RuntimeException e) {
                throw new AssertionError("what was taken cannot be handed on: " + told, e);
            }
        }
        assertThat(events[0]).as("tandem.seed=" + seed).isBetween(MANY / 20, MANY - MANY / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "-300000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void a_time_that_microseconds_cannot_count_is_told(String time) {
        assertThatThrownBy(() -> Records.toEnvelope(with("ce_time", time.getBytes(UTF_8))))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("too far away")
                .hasMessageContaining(time.substring(0, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "ce_specversion", "ce_id", "ce_type", "ce_source"})
    void a_header_without_a_value_is_told(String name) {
        assertThatThrownBy(() -> Records.toEnvelope(with(name, null)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("'" + name + "' has no value");
    }

    @Test
    void a_source_in_whose_name_nothing_could_be_handed_on_names_no_node() {
        assertThatThrownBy(() -> Records.toEnvelope(with("ce_source", "http://[::1]/x".getBytes(UTF_8))))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("'http://[::1]/x' names no node");
        assertThat(Records.toEnvelope(with("ce_source", "urn:some-tool".getBytes(UTF_8)))
                        .node())
                .isEqualTo("urn:some-tool");
    }

    static List<String> values() {
        return List.of(
                "{'url':'u','clock':1e400,'columns':{}}",
                "{'url':'u','clock':1000000000000000000000000000000,'columns':{}}",
                "{'url':'u','clock':'+300000-01-01T00:00:00Z','columns':{}}",
                "{'url':'u','clock':'9999-12-31T23:59:59-18:00','columns':{}}",
                "{'url':'u','clock':'0000-01-01T00:00:00+18:00','columns':{}}",
                "{'url':'u','clock':'2025-11-20T10:00:00Z','columns':{'a':[1]}}",
                "{'url':'u','clock':'2025-11-20T10:00:00Z','columns':{'a':" + "1".repeat(1_001) + "}}",
                "{'url':'u','clock':'2025-11-20T10:00:00Z','columns':" + "{'a':".repeat(50_000) + "1"
                        + "}".repeat(50_001),
                "{'url':'\\ud800','clock':'2025-11-20T10:00:00Z','columns':{}}",
                "{'url':'u','clock':'2025-11-20T10:00:00Z','columns':{},'other':[{'\\uDC00':1}]}",
                "[".repeat(100_000),
                "null",
                "");
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_that_is_no_event_is_malformed(String value) {
        ConsumerRecord<String, byte[]> record =
                read(MutatedRecords.listed(), value.replace('\'', '"').getBytes(UTF_8));
        assertThatThrownBy(() -> Records.toEnvelope(record)).isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_time", "ce_answers", "ce_other"})
    void a_header_that_may_be_absent_may_be_without_a_value(String name) {
        assertThat(Records.toEnvelope(with(name, null)).node()).isEqualTo("a-laptop");
    }

    @Test
    void a_whole_character_beyond_the_basic_plane_is_read() {
        byte[] value = "{\"url\":\"\\ud83d\\ude00\",\"clock\":\"2025-11-20T10:00:00Z\",\"columns\":{}}".getBytes(UTF_8);
        assertThat(EventJson.write(
                        Records.toEnvelope(read(MutatedRecords.listed(), value)).event()))
                .contains("\ud83d\ude00");
    }

    @Test
    void a_record_without_a_key_is_an_event_and_one_without_a_value_is_none() {
        ProducerRecord<String, byte[]> listed = MutatedRecords.listed();
        ProducerRecord<String, byte[]> keyless =
                new ProducerRecord<>(listed.topic(), null, (String) null, listed.value(), listed.headers());
        assertThat(Records.toEnvelope(read(keyless)).node()).isEqualTo("a-laptop");
        assertThatThrownBy(() -> Records.toEnvelope(read(listed, null)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("the record has no value");
    }

    @Test
    void a_header_is_read_as_text_and_as_none_where_it_has_no_value() {
        Headers headers = MutatedRecords.listed().headers();
        assertThat(Records.header(headers, "ce_source")).isEqualTo("/nodes/a-laptop");
        assertThat(Records.header(headers, "ce_none")).isEmpty();
        assertThat(Records.header(headers.add("ce_source", null), "ce_source")).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> with(String header, byte @Nullable [] value) {
        ProducerRecord<String, byte[]> record = MutatedRecords.listed();
        record.headers().remove(header).add(header, value);
        return read(record);
    }

    private static ConsumerRecord<String, byte[]> read(ProducerRecord<String, byte[]> sent) {
        return read(sent, sent.value());
    }

    private static ConsumerRecord<String, byte[]> read(ProducerRecord<String, byte[]> sent, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                1_763_632_800_000L,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                sent.key(),
                value,
                sent.headers(),
                Optional.empty());
    }
}
