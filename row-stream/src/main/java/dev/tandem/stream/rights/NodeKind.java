package dev.tandem.stream.rights;

import java.util.Locale;

/** What a login is for. */
public enum NodeKind {
    /** Changes a database and reads the server's topics. */
    LAPTOP,
    /** The server: alone writes the topics that laptops read. */
    SERVICE,
    /** A person who looks into all topics, and redrives and discards dead letters. */
    OPERATOR;

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
