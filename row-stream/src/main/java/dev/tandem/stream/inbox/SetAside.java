package dev.tandem.stream.inbox;

import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a dead letter carries of the record that it is about: all of it, unless the letter could not be sent then. */
final class SetAside {
    /** Of a larger value a letter only says where it is. */
    private static final int LARGEST_VALUE = 4 * 1024 * 1024;

    /** The same of a record whose key and headers are larger than this together: as JSON they may be six times as large. */
    private static final int LARGEST_CONTEXT = 1024 * 1024;

    /** What is kept of the headers of such a record: enough to know it by. */
    private static final Set<String> KNOWN_BY = Set.of("ce_id", "ce_type", "ce_source", "ce_time");

    /** Characters of a text that a letter always has room for. */
    private static final int SOME = 1_000;

    private SetAside() {}

    static EventDeadLettered letter(String node, ConsumerRecord<String, byte[]> record, String cause) {
        boolean whole = context(record) <= LARGEST_CONTEXT;
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (whole || KNOWN_BY.contains(header.key())) {
                byte @Nullable [] value = header.value();
                String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
                headers.put(header.key(), whole ? text : some(text));
            }
        }
        @Nullable String key = record.key();
        byte @Nullable [] value = record.value();
        return new EventDeadLettered(
                node,
                some(cause),
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp() * 1000,
                whole || key == null ? key : some(key),
                headers,
                value == null || value.length > LARGEST_VALUE || !whole
                        ? null
                        : Base64.getEncoder().encodeToString(value));
    }

    private static long context(ConsumerRecord<String, byte[]> record) {
        long size = record.key() == null ? 0 : record.key().length();
        for (Header header : record.headers()) {
            byte @Nullable [] value = header.value();
            size += header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    private static String some(String text) {
        return text.length() <= SOME ? text : text.substring(0, SOME) + "\u2026";
    }
}
