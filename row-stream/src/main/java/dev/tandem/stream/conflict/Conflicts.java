package dev.tandem.stream.conflict;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.conflict.Conflict.Side;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.VerdictState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of a node. The rule has settled each conflict; both verdicts are kept, under an id made of the two versions,
 * so that every node and every repetition finds the same one.
 */
public final class Conflicts {
    private final Sql sql;

    /** In this file. */
    public Conflicts(Sql sql) {
        this.sql = sql;
    }

    /** How many conflicts this node has met. */
    public static long inAll(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM tandem_conflict");
    }

    /** How many conflicts wait for somebody to choose. */
    public static long open(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM tandem_conflict WHERE settled IS NULL");
    }

    /** All conflicts that this node has met: the open ones first, then the latest. */
    public List<Conflict> all() throws SQLException {
        return sql.all("""
                SELECT id, at, product_url, review_type, ours, theirs, settled, settled_by FROM tandem_conflict
                 ORDER BY settled IS NOT NULL, at DESC, id
                """, Conflicts::conflict);
    }

    /**
     * Where a conflict stands in their order: the open ones first, then the latest.
     *
     * @param settled 1 once it is settled
     * @param at microseconds UTC: when this node met it
     */
    public record Place(int settled, long at, String id) {
        /** Before all of them. */
        public static final Place START = new Place(0, Long.MAX_VALUE, "");

        /** That of a conflict. */
        public static Place of(Conflict conflict) {
            return new Place(conflict.isOpen() ? 0 : 1, conflict.at(), conflict.id());
        }
    }

    /** The conflicts behind a place. */
    public List<Conflict> after(Place place, int most) throws SQLException {
        return sql.all("""
                SELECT id, at, product_url, review_type, ours, theirs, settled, settled_by FROM tandem_conflict
                 WHERE (settled IS NOT NULL, -at, id) > (?, ?, ?)
                 ORDER BY settled IS NOT NULL, -at, id LIMIT ?
                """, Conflicts::conflict, place.settled(), -place.at(), place.id(), most);
    }

    /** The conflict of that id. */
    public Optional<Conflict> find(String id) throws SQLException {
        return sql.first("""
                SELECT id, at, product_url, review_type, ours, theirs, settled, settled_by FROM tandem_conflict
                 WHERE id = ?
                """, Conflicts::conflict, id);
    }

    /**
     * Keeps the conflict between what stands and what comes.
     *
     * @return the conflict, if there is one that was not known
     */
    public Optional<Conflict> note(long at, ConflictPolicy policy, VerdictState stands, VerdictState comes)
            throws SQLException {
        Optional<Side> ours = side(stands);
        Optional<Side> theirs = side(comes);
        if (ours.isEmpty() || theirs.isEmpty() || !areInConflict(ours.get(), stands, theirs.get(), comes)) {
            return Optional.empty();
        }
        boolean settled = policy == ConflictPolicy.LATEST;
        Conflict conflict = new Conflict(
                id(ours.get().version(), theirs.get().version()),
                at,
                stands.productUrl(),
                stands.reviewType(),
                ours.get(),
                theirs.get(),
                settled ? at : null,
                settled ? policy.text() : null);
        return insert(conflict) ? Optional.of(conflict) : Optional.empty();
    }

    /** Notes that a verdict has put an end to a conflict, if this node knows of it. */
    public void settle(String id, long at, UUID verdict) throws SQLException {
        sql.update("UPDATE tandem_conflict SET settled = ?, settled_by = ? WHERE id = ?", at, verdict.toString(), id);
    }

    /**
     * Forgets the conflicts of a verdict that was found when this file was adopted, and that nobody has ever learned of.
     *
     * @param found the register in which it stands
     * @return the register with what it met, once for each conflict
     */
    public List<VerdictState> forget(VerdictState found, UUID event) throws SQLException {
        List<VerdictState> met = new ArrayList<>();
        for (Conflict conflict : of(found.productUrl(), event)) {
            Side other = conflict.otherThan(event);
            met.add(found.holding(other.version(), null, other.node(), other.verdict()));
            sql.update("DELETE FROM tandem_conflict WHERE id = ?", conflict.id());
        }
        return met;
    }

    /**
     * A verdict was taken back: a choice between it and another waits no longer. With a verdict that was found when this
     * file was adopted, and that nobody has learned of, it never met: the stream tells of its past.
     *
     * @return how many conflicts are forgotten
     */
    public int takenBack(long at, String productUrl, UUID event) throws SQLException {
        int forgotten = 0;
        for (Conflict conflict : of(productUrl, event)) {
            UUID other = conflict.otherThan(event).version().eventId();
            if (Outbox.isFound(sql, other)) {
                forgotten += sql.update("DELETE FROM tandem_conflict WHERE id = ?", conflict.id());
            } else if (conflict.isOpen()) {
                sql.update(
                        "UPDATE tandem_conflict SET settled = ?, settled_by = ? WHERE id = ?",
                        at,
                        Conflict.TAKEN_BACK,
                        conflict.id());
            }
        }
        return forgotten;
    }

    private List<Conflict> of(String productUrl, UUID event) throws SQLException {
        return sql.all("""
                SELECT id, at, product_url, review_type, ours, theirs, settled, settled_by FROM tandem_conflict
                 WHERE product_url = ? AND ? IN (json_extract(ours, '$.eventId'), json_extract(theirs, '$.eventId'))
                """, Conflicts::conflict, productUrl, event.toString());
    }

    private static boolean areInConflict(Side ours, VerdictState stands, Side theirs, VerdictState comes) {
        return ours.verdict().decision() != theirs.verdict().decision()
                && !ours.version().eventId().equals(theirs.version().eventId())
                && !knew(comes.basedOn(), ours.version())
                && !knew(stands.basedOn(), theirs.version());
    }

    /** Whether somebody who saw that version had seen the other, or what came after it. */
    private static boolean knew(@Nullable Version seen, Version other) {
        return seen != null && !other.isAfter(seen);
    }

    private static Optional<Side> side(VerdictState state) {
        Version version = state.version();
        Verdict verdict = state.verdict();
        return version == null || verdict == null
                ? Optional.empty()
                : Optional.of(new Side(version, state.node(), verdict));
    }

    private static String id(Version one, Version other) {
        Version winner = one.isAfter(other) ? one : other;
        Version loser = winner.equals(one) ? other : one;
        return EventIds.derive(winner.eventId(), loser.toString()).toString();
    }

    private boolean insert(Conflict conflict) throws SQLException {
        return sql.update(
                        """
                        INSERT OR IGNORE INTO tandem_conflict
                          (id, at, product_url, review_type, ours, theirs, settled, settled_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        conflict.id(),
                        conflict.at(),
                        conflict.productUrl(),
                        conflict.reviewType().text(),
                        ConflictJson.write(conflict.ours()),
                        ConflictJson.write(conflict.theirs()),
                        conflict.settledAt(),
                        conflict.settledBy())
                > 0;
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        ReviewType reviewType = ReviewType.of(row.getString(4)).orElseThrow();
        long settled = row.getLong(7);
        return new Conflict(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                reviewType,
                ConflictJson.read(reviewType, row.getString(5)),
                ConflictJson.read(reviewType, row.getString(6)),
                row.getString(8) == null ? null : settled,
                row.getString(8));
    }
}
