package dev.tandem.stream.capture;

import dev.tandem.stream.file.Sql;
import java.sql.SQLException;

/** Tandem's own writes, which the triggers do not note. No other program ever sees the mark: it never outlives the transaction. */
public final class Unnoticed {
    private Unnoticed() {}

    /** Writes of Tandem's own. */
    @FunctionalInterface
    public interface Writes {
        /** Writes. */
        void run() throws SQLException;
    }

    /** Runs writes in the transaction at hand; if they fail, the transaction has to fail with them. */
    public static void run(Sql sql, Writes writes) throws SQLException {
        sql.update("INSERT INTO tandem_merging (yes) VALUES (1)");
        writes.run();
        sql.update("DELETE FROM tandem_merging");
    }
}
