package dev.tandem.stream.seal;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * The seal that all operators share, and the service: by it they know of each other's notes that a dead letter was settled. Laptops
 * may write to that topic as well, and a note of theirs would hide a letter.
 */
public final class OperatorSeal {
    /** The setting that holds the key, as that of a node's own seal. */
    public static final String KEY = "tandem.seal.operators";

    /** The setting that holds what it is known by. */
    public static final String OPEN = "tandem.seal.operators.open";

    /** The setting that says since when there has been such a seal; notes of before that cannot bear one. */
    public static final String SINCE = "tandem.seal.operators.since";

    private final Optional<Seal> seal;
    private final List<PublicKey> open;
    private final Instant since;

    private OperatorSeal(Optional<Seal> seal, List<PublicKey> open, Instant since) {
        this.seal = seal;
        this.open = open;
        this.since = since;
    }

    /**
     * That of the settings.
     *
     * @throws StreamException if what they hold is no key
     */
    public static OperatorSeal of(KafkaSettings settings) {
        try {
            return new OperatorSeal(
                    Seal.of(settings, KEY),
                    Sealed.keys(settings.client().getOrDefault(OPEN, "")),
                    Instant.parse(settings.client().getOrDefault(SINCE, Instant.EPOCH.toString())));
        } catch (GeneralSecurityException | IllegalArgumentException | DateTimeParseException e) {
            throw new StreamException(
                    "the key by which operators know each other's notes cannot be read",
                    "check kafka." + OPEN + " and kafka." + SINCE
                            + " in tandem.properties; tandem nodes add --renew writes it anew",
                    e);
        }
    }

    /** Puts the seal on a record that is whole, if the settings hold its key. */
    public void on(ProducerRecord<String, byte[]> record) {
        seal.ifPresent(its -> its.on(record));
    }

    /** Whether notes that are written with these settings count for those who know the seal, as far as these tell. */
    public boolean isAtHand() {
        return open.isEmpty() || seal.isPresent();
    }

    /** Whether a note counts: it bears the seal, or is older than that, or these settings know of none. */
    public boolean isTaken(ConsumerRecord<String, byte[]> record) {
        return open.isEmpty() || isOlder(record) || open.stream().anyMatch(key -> Sealed.verifies(key, record));
    }

    /** By the broker's time alone, since a writer's may say anything. */
    private boolean isOlder(ConsumerRecord<String, byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME && record.timestamp() < since.toEpochMilli();
    }
}
