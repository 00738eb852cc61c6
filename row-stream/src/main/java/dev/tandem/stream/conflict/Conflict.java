package dev.tandem.stream.conflict;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.register.VerdictState;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two verdicts on one product, different, and neither given in knowledge of the other.
 *
 * @param id made of the two versions: the same on every node
 * @param at microseconds UTC: when this node met it
 * @param ours what stood here
 * @param theirs what it met
 * @param settledAt microseconds UTC; null while it is open
 * @param settledBy what put an end to it: the name of a policy, {@code taken-back} where one of the two is, or the id of the
 *     verdict that the owner kept
 */
public record Conflict(
        String id,
        long at,
        String productUrl,
        ReviewType reviewType,
        Side ours,
        Side theirs,
        @Nullable Long settledAt,
        @Nullable String settledBy) {
    /** What put an end to a conflict of which one side was taken back before anybody chose. */
    static final String TAKEN_BACK = "taken-back";

    /**
     * One of the two.
     *
     * @param node the node on which it was given
     */
    public record Side(Version version, String node, Verdict verdict) {}

    /** The one that stands by the rule: that of the greater version. */
    public Side winner() {
        return theirs.version().isAfter(ours.version()) ? theirs : ours;
    }

    /** The other one. */
    public Side loser() {
        return winner().equals(ours) ? theirs : ours;
    }

    /** Whether somebody has still to choose. */
    public boolean isOpen() {
        return settledAt == null;
    }

    /** The side that was given with that event, or of which that event is the choice. */
    public Optional<Side> of(UUID event, Verdict verdict) {
        return Stream.of(ours, theirs)
                .filter(side -> event.equals(side.version().eventId())
                        || (event.toString().equals(settledBy) && side.verdict().equals(verdict)))
                .findFirst();
    }

    /** The side that says that. */
    public Optional<Side> saying(Verdict verdict) {
        return Stream.of(ours, theirs)
                .filter(side -> side.verdict().equals(verdict))
                .findFirst();
    }

    /** Whether what stands now is what put an end to it. */
    public boolean isSettledBy(VerdictState now) {
        Version version = now.version();
        return version != null && version.eventId().toString().equals(settledBy);
    }

    /** The side that is not of that event. */
    Side otherThan(UUID event) {
        return ours.version().eventId().equals(event) ? theirs : ours;
    }

    /**
     * Who or what put an end to it: {@code latest}, {@code server-wins}, {@code taken-back} or {@code owner}; empty while it is
     * open.
     */
    public Optional<String> settler() {
        if (settledBy == null || settledBy.equals(ConflictPolicy.LATEST.text()) || settledBy.equals(TAKEN_BACK)) {
            return Optional.ofNullable(settledBy);
        }
        boolean byPolicy = settledBy.equals(Settlement.byPolicyId(this).toString());
        return Optional.of(byPolicy ? ConflictPolicy.SERVER_WINS.text() : "owner");
    }

    /** The one that was given on that node itself; what stood here where both or neither were. */
    Side givenOn(String node) {
        return theirs.node().equals(node) && !ours.node().equals(node) ? theirs : ours;
    }
}
