package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The records in the dead letters that a node set aside, as it found them. */
final class DeadLetters {
    private DeadLetters() {}

    static List<ConsumerRecord<String, byte[]>> of(Wire wire, Machine machine) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> letter : wire.log(Topic.DEAD_LETTERS)) {
            if (EventJson.read(EventType.EVENT_DEAD_LETTERED, letter.value()) instanceof EventDeadLettered one
                    && one.node().equals(machine.context().node().id())
                    && !isPoison(one)) {
                records.add(record(one));
            }
        }
        return records;
    }

    /** Where the records were that a node has set aside, whether it has sent their letters or not. */
    static Set<String> places(Wire wire, Machine machine) {
        Set<String> places = new HashSet<>();
        of(wire, machine).forEach(record -> places.add(place(record)));
        machine.file()
                .read(
                        "read",
                        sql -> sql.all(
                                "SELECT value FROM tandem_outbox WHERE type = ?",
                                row -> row.getString(1),
                                EventType.EVENT_DEAD_LETTERED.ceType()))
                .forEach(letter -> places.add(place(record((EventDeadLettered)
                        EventJson.read(EventType.EVENT_DEAD_LETTERED, letter.getBytes(StandardCharsets.UTF_8))))));
        return places;
    }

    static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Whether it is something that was no event from the beginning. */
    static boolean isPoison(EventDeadLettered letter) {
        return new String(value(letter), StandardCharsets.UTF_8).equals(Histories.POISON);
    }

    private static byte[] value(EventDeadLettered letter) {
        String value = letter.value();
        return value == null ? new byte[0] : Base64.getDecoder().decode(value);
    }

    private static ConsumerRecord<String, byte[]> record(EventDeadLettered letter) {
        RecordHeaders headers = new RecordHeaders();
        letter.headers().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        byte[] value = value(letter);
        return new ConsumerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.appendedAt() / 1000,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                letter.key(),
                value,
                headers,
                Optional.empty());
    }
}
