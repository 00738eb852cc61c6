package dev.tandem.inspector.tail;

import dev.tandem.cli.error.UserError;
import dev.tandem.inspector.filter.When;
import dev.tandem.inspector.reading.TopicReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** From where a topic is shown. */
sealed interface Start {
    /** From the first record that is still there. */
    record Beginning() implements Start {}

    /** Only what comes from now on. */
    record End() implements Start {}

    /** From so many records before the end of each partition. */
    record Back(long records) implements Start {}

    /** From the first record since then. */
    record Since(Instant time) implements Start {}

    /**
     * Reads {@code --from}.
     *
     * @throws UserError of wrong usage, if it is none of these
     */
    static Start of(String text, ZoneId zone, Instant now) {
        if (text.equals("beginning")) {
            return new Beginning();
        }
        if (text.equals("end")) {
            return new End();
        }
        if (text.matches("-\\d{1,18}")) {
            return new Back(Long.parseLong(text.substring(1)));
        }
        try {
            return new Since(When.read("--from", text, zone, now));
        } catch (UserError e) {
            throw UserError.usage(
                    "--from " + text + " is no place in a topic.",
                    "Write beginning, end, how many records back (-100), or a time: 2026-01-31 14:05, or 2h for two hours ago.");
        }
    }

    /** The offset in each partition. */
    default Map<TopicPartition, Long> offsets(
            TopicReader reader, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        if (this instanceof End) {
            return ends;
        }
        if (this instanceof Since since) {
            return reader.since(partitions, since.time());
        }
        Map<TopicPartition, Long> starts = new HashMap<>(reader.beginnings(partitions));
        if (this instanceof Back back) {
            ends.forEach((partition, end) -> starts.merge(partition, end - back.records(), Math::max));
        }
        return starts;
    }
}
