package dev.tandem.stream.seal;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The seal of one login (Ed25519, RFC 8032): what it is put on, nobody without its key can have written. */
public final class Seal {
    /** The setting that holds the key, PKCS #8 in Base64, beside those of Kafka's clients. */
    public static final String KEY = "tandem.seal.key";

    /** The setting that holds the open keys of the seals before it, so that a node knows what it wrote under them. */
    public static final String FORMER = "tandem.seal.former";

    private static final String ALGORITHM = "Ed25519";

    private final String signer;
    private final PrivateKey key;

    private final List<PublicKey> former;

    private Seal(String signer, PrivateKey key, List<PublicKey> former) {
        this.signer = signer;
        this.key = key;
        this.former = former;
    }

    /**
     * A new pair of keys, both in Base64.
     *
     * @param secret what the node keeps to itself
     * @param open what its seal is known by
     */
    public record Keys(String secret, String open) {
        /** Makes one. */
        public static Keys make() {
            try {
                KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                Base64.Encoder base64 = Base64.getEncoder();
                return new Keys(
                        base64.encodeToString(pair.getPrivate().getEncoded()),
                        base64.encodeToString(pair.getPublic().getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no " + ALGORITHM, e);
            }
        }

        @Override
        public String toString() {
            return "Keys[" + open + "]";
        }
    }

    /**
     * The seal that the settings hold, if they do.
     *
     * @throws StreamException if what they hold is no key
     */
    public static Optional<Seal> of(KafkaSettings settings) {
        return of(settings, KEY);
    }

    static Optional<Seal> of(KafkaSettings settings, String setting) {
        @Nullable String secret = settings.client().get(setting);
        if (secret == null) {
            return Optional.empty();
        }
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret.strip())));
            List<PublicKey> former = Sealed.keys(settings.client().getOrDefault(FORMER, ""));
            return Optional.of(new Seal(settings.login().orElse(""), key, former));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StreamException(
                    "the key by which this node seals what it sends cannot be read",
                    "check kafka." + setting + " in tandem.properties; tandem nodes add --renew makes a new one",
                    e);
        }
    }

    /** Puts the seal on a record that is whole. The same record gets the same seal, byte for byte. */
    public void on(ProducerRecord<String, byte[]> record) {
        record.headers().add(Sealed.SIGNER, signer.getBytes(StandardCharsets.UTF_8));
        String seal = of(record.topic(), record.key(), record.headers(), record.value());
        record.headers().add(Sealed.SIGNATURE, seal.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a record bears this seal, or one that the same login had before. */
    public boolean isOn(ConsumerRecord<String, byte[]> record) {
        String seal = of(record.topic(), SentAgain.key(record), record.headers(), record.value());
        return seal.equals(Sealed.text(record.headers(), Sealed.SIGNATURE))
                || former.stream().anyMatch(its -> Sealed.verifies(its, record));
    }

    /** The same bytes get the same seal. */
    private String of(String topic, @Nullable String itsKey, Headers headers, byte @Nullable [] value) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(Sealed.bytes(topic, itsKey, headers, value));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not seal a record", e);
        }
    }
}
