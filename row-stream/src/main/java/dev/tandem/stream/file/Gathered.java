package dev.tandem.stream.file;

import java.sql.SQLException;

/** What many changes of a transaction add up to: gathered in memory, and written once before the transaction commits. */
public interface Gathered {
    /** Writes what has been gathered, and begins anew. */
    void write(Sql sql) throws SQLException;

    /** Forgets what has been gathered, as the changes that it came from were taken back. */
    void forget();
}
