package dev.tandem.stream.file;

import java.sql.SQLException;

/** A trigger of the user's rolled back the whole transaction, with {@code RAISE(ROLLBACK)}: it went with the savepoint. */
public final class TransactionGoneException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final SQLException constraint;

    TransactionGoneException(SQLException constraint) {
        super(constraint.getMessage(), constraint);
        this.constraint = constraint;
    }

    /** What the trigger said. */
    public SQLException constraint() {
        return constraint;
    }
}
