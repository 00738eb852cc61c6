package dev.tandem.service.stream;

import dev.tandem.schema.row.ContentHash;
import dev.tandem.service.assessment.Outcome;
import dev.tandem.service.assessment.PhoneVerdict;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ids of the verdicts that phones have given, so that one sent again is known, and one under another's id is not taken. */
final class Taps {
    private final Sql sql;

    Taps(Sql sql) {
        this.sql = sql;
    }

    /** What a verdict that has come before, or another one under its id, is answered; empty if the id is new. */
    Optional<Outcome> known(PhoneVerdict verdict) throws SQLException {
        return sql.first(
                "SELECT content FROM tandem_tap WHERE id = ?",
                row -> row.getLong(1) == content(verdict) ? Outcome.DUPLICATE : Outcome.ID_TAKEN,
                verdict.id().toString());
    }

    /** Keeps the id with what became of the verdict. */
    void keep(PhoneVerdict verdict, Outcome outcome, long at) throws SQLException {
        sql.update(
                "INSERT INTO tandem_tap (id, content, status, at) VALUES (?, ?, ?, ?)",
                verdict.id().toString(),
                content(verdict),
                outcome.status(),
                at);
    }

    private static long content(PhoneVerdict verdict) {
        return ContentHash.of(List.of(
                verdict.productUrl(),
                verdict.decision().text(),
                text(verdict.clothingType()),
                text(verdict.notes()),
                text(verdict.assessedAt())));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
