package dev.tandem.stream.conflict;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.conflict.Conflict.Side;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.util.Optional;
import java.util.UUID;

/**
 * What goes beyond the rule: a verdict that was given before is issued once more, right above the other, with its
 * {@code assessed_at} unchanged. So it beats no verdict given since. It is an event like any other, so every node ends
 * equal.
 */
public final class Settlement {
    private Settlement() {}

    /**
     * What the server's policy makes of a conflict that it has just met. Its id follows from the conflict, so that it is
     * issued once.
     *
     * @return the verdict to issue, if the rule has not settled it as the policy wants
     */
    public static Optional<Envelope> byPolicy(NodeContext context, Conflict conflict) {
        String self = context.node().id();
        Side own = conflict.givenOn(self);
        Side winner = conflict.winner();
        boolean acts = context.node().role() == Role.SERVER && context.policy() == ConflictPolicy.SERVER_WINS;
        if (!acts || own.equals(winner)) {
            return Optional.empty();
        }
        return Optional.of(issued(context, conflict, own, byPolicyId(conflict), winner.version()));
    }

    /** The id of the verdict that a server with that policy issues: it tells its act from an owner's choice. */
    public static UUID byPolicyId(Conflict conflict) {
        return EventIds.derive(conflict.winner().version().eventId(), "server-wins/" + conflict.id());
    }

    /**
     * The owner's choice.
     *
     * @param stands the version that the owner saw standing
     */
    public static Envelope byChoice(NodeContext context, Conflict conflict, Side chosen, Version stands) {
        return issued(context, conflict, chosen, context.ids().next(), stands);
    }

    private static Envelope issued(NodeContext context, Conflict conflict, Side kept, UUID id, Version basedOn) {
        AssessmentRecorded recorded = new AssessmentRecorded(
                conflict.productUrl(), basedOn.clockOfAct(), false, kept.verdict(), basedOn, conflict.id());
        return new Envelope(id, context.node().id(), context.now(), recorded);
    }
}
