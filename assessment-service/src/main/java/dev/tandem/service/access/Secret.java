package dev.tandem.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A random text that opens a door: a device's token or the code of a pairing link. It is shown once and kept only as a
 * hash. A plain hash will do: guessing a text of 128 random bits or more is hopeless at any speed.
 */
public record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;
    private static final int CODE_BYTES = 16;

    /** A device's token: 256 bits. */
    public static Secret token() {
        return random(TOKEN_BYTES);
    }

    /** The code of a pairing link, which lives for minutes: 128 bits, so that the QR code stays coarse. */
    public static Secret pairingCode() {
        return random(CODE_BYTES);
    }

    /** What is stored in place of the secret: SHA-256 in hex. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Never the secret itself: it must not reach a log. */
    @Override
    public String toString() {
        return "Secret[…]";
    }

    private static Secret random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
}
