package dev.tandem.schema.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bits of SHA-256 over columns in the order of their names. Null columns do not count, so two databases
 * with older and newer schemas hash the same row alike; an integer and a real of the same value count as one.
 */
public final class ContentHash {
    private ContentHash() {}

    /** The hash of columns by name and value. */
    public static long of(Columns columns) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, @Nullable Object> column : columns.asMap().entrySet()) {
            Object value = column.getValue();
            if (value != null) {
                add(digest, column.getKey().getBytes(StandardCharsets.UTF_8));
                add(digest, value);
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** The hash of a list of texts, for keys. */
    public static long of(Iterable<String> texts) {
        MessageDigest digest = sha256();
        texts.forEach(text -> add(digest, text.getBytes(StandardCharsets.UTF_8)));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void add(MessageDigest digest, Object value) {
        if (value instanceof String text) {
            digest.update((byte) 't');
            add(digest, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            digest.update((byte) 'b');
            add(digest, bytes);
        } else {
            digest.update((byte) 'n');
            add(digest, number(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String number(Object value) {
        if (value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
            return Long.toString(real.longValue());
        }
        return value.toString();
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        int length = bytes.length;
        digest.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
