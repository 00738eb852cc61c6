package dev.tandem.stream.act;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.merge.Restoration;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A verdict is taken back. Whether it still stands only the server knows: a laptop asks for it, and sees with the answer
 * what came of it. A retraction is right above the verdict that it names: it beats no verdict given since.
 */
public final class Retraction {
    private Retraction() {}

    /**
     * Takes back what stands in a register, in the transaction at hand: at once on the server, as a request in the outbox
     * on a laptop.
     *
     * @return the id of the event, which the register carries once the server has agreed; empty where nobody has decided
     */
    public static Optional<UUID> retract(Sql sql, NodeContext context, VerdictState stands) throws SQLException {
        Version target = stands.version();
        if (target == null || stands.verdict() == null) {
            return Optional.empty();
        }
        long subject = VerdictRegister.id(stands.productUrl(), stands.reviewType());
        AssessmentRetracted retracted = new AssessmentRetracted(
                stands.productUrl(),
                stands.reviewType(),
                target.clockOfAct(),
                false,
                target,
                Restoration.withoutWhatStands(new History(sql).about(subject), stands.reviewType())
                        .orElse(null));
        Envelope event = new Envelope(context.ids().next(), context.node().id(), context.now(), retracted);
        if (context.node().role() == Role.SERVER) {
            Unnoticed.run(sql, () -> Merge.into(sql, context).apply(event, context.now()));
        } else {
            new Outbox(sql, context.node()).add(event);
            new History(sql)
                    .note(
                            event.time(),
                            subject,
                            event,
                            retracted.version(event.id()),
                            History.Outcome.ASKED,
                            Columns.NONE,
                            retracted.restored());
        }
        return Optional.of(event.id());
    }
}
