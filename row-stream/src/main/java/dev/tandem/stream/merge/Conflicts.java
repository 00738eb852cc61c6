package dev.tandem.stream.merge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two people decided differently about the same product, neither knowing of the other. The rule has settled it; both
 * verdicts are kept, under an id made of the two versions, so that every node and every repetition finds the same one.
 */
public final class Conflicts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;

    /** In this file. */
    public Conflicts(Sql sql) {
        this.sql = sql;
    }

    /** How many conflicts no one has looked at. */
    public static long open(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM tandem_conflict WHERE settled IS NULL");
    }

    /** Keeps the conflict between what stands and what comes, if there is one; answers whether it is a new one. */
    boolean note(long at, VerdictState stands, VerdictState comes) throws SQLException {
        Verdict standing = stands.verdict();
        Verdict coming = comes.verdict();
        Version mine = stands.version();
        Version theirs = comes.version();
        if (standing == null || coming == null || mine == null || theirs == null) {
            return false;
        }
        boolean differ =
                standing.decision() != coming.decision() && !mine.eventId().equals(theirs.eventId());
        if (!differ || knew(comes.basedOn(), mine) || knew(stands.basedOn(), theirs)) {
            return false;
        }
        boolean comesLater = theirs.isAfter(mine);
        VerdictState won = comesLater ? comes : stands;
        VerdictState lost = comesLater ? stands : comes;
        Version winner = comesLater ? theirs : mine;
        Version loser = comesLater ? mine : theirs;
        return sql.update(
                        """
                        INSERT OR IGNORE INTO tandem_conflict (id, at, product_url, review_type, won, lost)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                        EventIds.derive(winner.eventId(), loser.toString()).toString(),
                        at,
                        stands.productUrl(),
                        stands.reviewType().text(),
                        json(won, winner),
                        json(lost, loser))
                > 0;
    }

    /** Whether somebody who saw that version had seen the other, or what came after it. */
    private static boolean knew(@Nullable Version seen, Version other) {
        return seen != null && !other.isAfter(seen);
    }

    private static String json(VerdictState state, Version version) {
        ObjectNode json = JSON.createObjectNode();
        json.put("eventId", version.eventId().toString());
        json.put("clock", Timestamps.format(version.clock()));
        json.put("node", state.node());
        json.putRawValue("verdict", new RawValue(VerdictJson.write(Objects.requireNonNull(state.verdict()))));
        return json.toString();
    }
}
