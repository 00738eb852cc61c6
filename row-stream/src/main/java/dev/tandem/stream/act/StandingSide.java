package dev.tandem.stream.act;

import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflict.Side;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.merge.Restoration;
import dev.tandem.stream.merge.Restoration.Fate;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which side of a conflict stands, if one of the two does. */
public final class StandingSide {
    private StandingSide() {}

    /**
     * The side that stands now: as it was given, as the owner has kept it, or once more since what had followed it was taken
     * back. A third verdict that says the same is none of the two: nobody has chosen between it and another.
     */
    public static Optional<Side> of(Sql sql, Conflict conflict, VerdictState now) throws SQLException {
        Version version = now.version();
        Verdict verdict = now.verdict();
        if (version == null || verdict == null) {
            return Optional.empty();
        }
        Optional<Side> direct = conflict.of(version.eventId(), verdict);
        return direct.isPresent() ? direct : restored(sql, conflict, now, verdict);
    }

    /** Where a retraction stands in the register, the history tells what stands again with it. */
    private static Optional<Side> restored(Sql sql, Conflict conflict, VerdictState now, Verdict verdict)
            throws SQLException {
        List<History.Entry> history = new History(sql).about(now.id());
        Optional<Side> again =
                Restoration.standing(history, conflict.reviewType()).flatMap(event -> conflict.of(event, verdict));
        if (again.isPresent()) {
            return again;
        }
        return choice(conflict)
                        .filter(event -> Restoration.fateOf(event, history, conflict.reviewType()) == Fate.TAKEN_BACK)
                        .isPresent()
                ? conflict.saying(verdict)
                : Optional.empty();
    }

    /** The verdict with which somebody chose, if somebody did. */
    private static Optional<UUID> choice(Conflict conflict) {
        boolean chosen = conflict.settler()
                .filter(by -> by.equals("owner") || by.equals("server-wins"))
                .isPresent();
        return chosen ? Optional.ofNullable(conflict.settledBy()).map(UUID::fromString) : Optional.empty();
    }
}
