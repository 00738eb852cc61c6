package dev.tandem.service.access;

import java.security.SecureRandom;

/** Short ids that a person can type: no vowels, and no characters that look alike. */
final class DeviceIds {
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceIds() {}

    static String random() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
