package dev.tandem.stream.seal;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that was set aside, on its way to the server once more: byte for byte, but under a key of its own, so that compaction
 * keeps the newer records of the old key. That one goes along, since the seal covers it.
 */
public final class SentAgain {
    private static final String BEGINNING = "[\"redriven\",";
    private static final String KEY = "tandem_key";

    private SentAgain() {}

    /** That record, to be sent again as the letter of that id. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> record, String letter) {
        Headers headers = new RecordHeaders(record.headers());
        @Nullable String key = key(record);
        headers.remove(KEY);
        if (key != null) {
            headers.add(KEY, key.getBytes(StandardCharsets.UTF_8));
        }
        return new ProducerRecord<>(record.topic(), null, BEGINNING + "\"" + letter + "\"]", record.value(), headers);
    }

    /** The key under which a record was sent first. */
    static @Nullable String key(ConsumerRecord<String, byte[]> record) {
        @Nullable String key = record.key();
        return key != null && key.startsWith(BEGINNING) ? Sealed.text(record.headers(), KEY) : key;
    }
}
