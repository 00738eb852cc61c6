package dev.tandem.stream.seal;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The seal that all operators share, and the service: by it they know of each other's notes that a dead letter was settled. Laptops
 * may write to that topic as well, and a note of theirs would hide a letter.
 */
public final class OperatorSeal {
    /** The setting that holds the key, as that of a node's own seal. */
    public static final String KEY = "tandem.seal.operators";

    /** The setting that holds what it is known by. */
    public static final String OPEN = "tandem.seal.operators.open";

    private final Optional<Seal> seal;
    private final List<PublicKey> open;

    private OperatorSeal(Optional<Seal> seal, List<PublicKey> open) {
        this.seal = seal;
        this.open = open;
    }

    /**
     * That of the settings.
     *
     * @throws StreamException if what they hold is no key
     */
    public static OperatorSeal of(KafkaSettings settings) {
        try {
            return new OperatorSeal(
                    Seal.of(settings, KEY), Sealed.keys(settings.client().getOrDefault(OPEN, "")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StreamException(
                    "the key by which operators know each other's notes cannot be read",
                    "check kafka." + OPEN + " in tandem.properties; tandem nodes add --renew writes it anew",
                    e);
        }
    }

    /** Puts the seal on a record that is whole, if the settings hold its key. */
    public void on(ProducerRecord<String, byte[]> record) {
        seal.ifPresent(its -> its.on(record));
    }

    /** Whether a note counts: it bears the seal, or these settings know of none. */
    public boolean isTaken(ConsumerRecord<String, byte[]> record) {
        return open.isEmpty() || open.stream().anyMatch(key -> Sealed.verifies(key, record));
    }
}
