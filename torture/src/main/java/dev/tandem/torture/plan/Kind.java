package dev.tandem.torture.plan;

import java.util.List;
import java.util.Locale;

/** A kind of fault, and what it can be done to. */
public enum Kind {
    /** {@code kill -9}, and started again after a while. */
    KILL,
    /** {@code SIGSTOP} for a while. */
    STOP,
    /** Stopped in an orderly way, and started again. */
    RESTART,
    /** Nothing comes through to Kafka. */
    CUT_KAFKA,
    /** All that goes to and from Kafka is slow. */
    SLOW_KAFKA,
    /** Connections with Kafka break off again and again. */
    TEAR_KAFKA,
    /** Phones do not reach the service. */
    CUT_PHONES,
    /** Phones reach the service and hear no answer. */
    DEAFEN_PHONES,
    /** Something that is no event is written to each topic that is merged. */
    POISON,
    /** Records are written once more, in another order. */
    DUPLICATE,
    /** A topic that the server writes is deleted, with all that it held, and made anew. */
    TOPIC_ANEW,
    /** The clock of its machine is wrong for a while. */
    CLOCK,
    /** Its files cannot grow for a while: what it writes behind their end is an I/O error. */
    DISK,
    /** A laptop's file is replaced by a copy that was made earlier. */
    RESTORE_LAPTOP,
    /** The server's file is replaced by a copy that was made earlier, once all that it acknowledged is sent. */
    RESTORE_SERVER;

    /** What it can be done to; none if that is clear. */
    public List<Part> parts() {
        return switch (this) {
            case KILL, STOP -> List.of(Part.values());
            case RESTART -> List.of(Part.BROKER, Part.SERVICE, Part.LAPTOP_ONE);
            case CLOCK -> List.of(Part.SERVICE, Part.LAPTOP_ONE, Part.LAPTOP_TWO);
            case DISK, RESTORE_LAPTOP -> List.of(Part.LAPTOP_ONE, Part.LAPTOP_TWO);
            default -> List.of();
        };
    }

    /** As people and files name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
