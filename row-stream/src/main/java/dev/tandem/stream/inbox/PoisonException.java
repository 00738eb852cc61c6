package dev.tandem.stream.inbox;

import java.sql.SQLException;

/** A record breaks a constraint of the database; the transaction that met it is rolled back. */
final class PoisonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int at;
    private final boolean tookAll;
    private final SQLException constraint;

    PoisonException(int at, SQLException cause) {
        this(at, cause, false);
    }

    PoisonException(int at, SQLException cause, boolean tookAll) {
        super(cause);
        this.at = at;
        this.tookAll = tookAll;
        this.constraint = cause;
    }

    /** What it breaks. */
    SQLException constraint() {
        return constraint;
    }

    /** Whether the record was alone, and took the transaction with it: a trigger of the user's rolled it back. */
    boolean tookAll() {
        return tookAll;
    }

    /** Which of the records. */
    int at() {
        return at;
    }
}
