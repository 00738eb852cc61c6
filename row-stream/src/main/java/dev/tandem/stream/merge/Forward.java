package dev.tandem.stream.merge;

import dev.tandem.schema.event.Envelope;
import java.sql.SQLException;

/** Where the server hands on what won, inside the transaction in which it won. */
@FunctionalInterface
public interface Forward {
    /** A laptop forwards nothing: it merges what others wrote. */
    Forward NOTHING = envelope -> {};

    /** Hands on an event. */
    void accept(Envelope envelope) throws SQLException;
}
