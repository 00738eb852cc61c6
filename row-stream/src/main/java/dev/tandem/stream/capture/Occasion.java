package dev.tandem.stream.capture;

import dev.tandem.stream.merge.Forward;
import dev.tandem.stream.outbox.Outbox;

/** Why rows are looked at: what stands in them without a time of its own is of that age. */
public enum Occasion {
    /** The file is adopted: what has no time was there before Tandem, so it has clock 0. */
    ADOPTING,
    /** The file is watched: what has no time was made now. */
    WATCHING;

    /** The way into the outbox for what is found. */
    Forward into(Outbox outbox) {
        return this == ADOPTING ? outbox::addFound : outbox::add;
    }
}
