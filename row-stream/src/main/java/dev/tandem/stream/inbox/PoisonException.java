package dev.tandem.stream.inbox;

import java.sql.SQLException;

/** A record breaks a constraint of the database; the transaction that met it is rolled back. */
final class PoisonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int at;

    PoisonException(int at, SQLException cause) {
        super(cause);
        this.at = at;
    }

    /** Which of the records. */
    int at() {
        return at;
    }
}
