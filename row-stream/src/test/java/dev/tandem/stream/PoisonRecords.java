package dev.tandem.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.row.Columns;
import dev.tandem.stream.kafka.Records;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are no events, each in another way. */
final class PoisonRecords {
    private PoisonRecords() {}

    static List<ProducerRecord<String, byte[]>> all() {
        return List.of(
                headed("ce_time", "+300000-01-01T00:00:00Z".getBytes(UTF_8)),
                headed("content-type", null),
                headed("ce_specversion", null),
                headed("ce_source", "http://[::1]/".getBytes(UTF_8)),
                new ProducerRecord<>(
                        "topic",
                        null,
                        "key",
                        null,
                        listed("https://shop.example/p").headers()),
                headed("ce_id", "x".repeat(5_000).getBytes(UTF_8)));
    }

    static ProducerRecord<String, byte[]> headed(String name, byte[] value) {
        ProducerRecord<String, byte[]> record = listed("https://shop.example/p");
        record.headers().remove(name).add(name, value);
        return record;
    }

    static ProducerRecord<String, byte[]> listed(String url) {
        return Records.ofTool(
                "topic",
                "[\"a-laptop\",\"products\",\"" + url + "\"]",
                Events.sentBy(
                        "a-laptop",
                        new ProductListed(
                                url,
                                Events.micros("2025-11-20 10:00:00"),
                                false,
                                Columns.of(Map.of("title", "Dress")),
                                List.of())));
    }
}
