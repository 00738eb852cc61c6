package dev.tandem.torture.plan;

import java.util.Locale;

/** A process that can meet a fault. */
public enum Part {
    /** Kafka. */
    BROKER,
    /** The phones' service with the server's database. */
    SERVICE,
    /** The laptop on which {@code watch} runs. */
    LAPTOP_ONE,
    /** The laptop on which {@code sync} is run again and again. */
    LAPTOP_TWO,
    /** A catalog run on the second laptop's file. */
    PUBLISHER;

    /** As people and files name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
