package dev.tandem.laptop.undo;

import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

/**
 * A retraction that was asked for.
 *
 * @param target the register as it stood
 * @param retraction the id of the event, which the register carries once the server has agreed
 */
record Asked(VerdictState target, UUID retraction) {
    /** What has come of it. */
    enum Outcome {
        /** The server agreed. */
        RETRACTED,
        /** Another verdict had come to stand. */
        OVERTAKEN,
        /** The server has not answered yet. */
        UNDER_WAY
    }

    Outcome outcome(Sql sql) throws SQLException {
        Version stands = new VerdictRegister(sql)
                .read(target.productUrl(), target.reviewType())
                .version();
        if (stands == null || stands.equals(target.version())) {
            return Outcome.UNDER_WAY;
        }
        return stands.eventId().equals(retraction) ? Outcome.RETRACTED : Outcome.OVERTAKEN;
    }

    Verdict verdict() {
        return Objects.requireNonNull(target.verdict());
    }
}
