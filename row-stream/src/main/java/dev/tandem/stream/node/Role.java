package dev.tandem.stream.node;

import java.util.Locale;

/** What a node does with the streams. */
public enum Role {
    /** Merges what changed elsewhere and alone writes the topics that laptops merge. */
    SERVER,
    /** Publishes its changes and merges the server's topics. */
    LAPTOP;

    /** As it stands in the file and in receipts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
