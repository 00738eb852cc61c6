package dev.tandem.schema.version;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Makes event ids: UUIDv7 (RFC 9562), ordered by the time they were made. */
@FunctionalInterface
public interface EventIds {
    /** A new id. */
    UUID next();

    /** Ids from the machine's clock and a secure random source. */
    static EventIds random() {
        TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();
        return generator::generate;
    }

    /**
     * The id of an event that follows from another: the same inputs give the same id on every node and at every try, so
     * a consequence that is drawn twice is one event.
     *
     * @param cause the id of the event it follows from; its time is kept
     * @param consequence what follows, for example {@code modesty-review}
     */
    static UUID derive(UUID cause, String consequence) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(cause + "/" + consequence));
        long high = (cause.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0000L) | 0x7000L | (digest.getLong() & 0x0FFFL);
        long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
