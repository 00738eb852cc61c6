package dev.tandem.stream.act;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflict.Side;
import dev.tandem.stream.conflict.Settlement;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.Optional;

/** The owner chooses a side of a conflict. It stands here at once; the next sync carries it to the others. */
public final class Keep {
    private Keep() {}

    /**
     * Keeps a side, in the transaction at hand. One that stands because the owner has chosen it already is left as it is.
     *
     * @return whether there was anything to do
     * @throws StreamException if another verdict has come to stand since, which the owner has not seen
     */
    public static boolean keep(Sql sql, NodeContext context, Conflict conflict, Side chosen) throws SQLException {
        VerdictState stands = new VerdictRegister(sql).read(conflict.productUrl(), conflict.reviewType());
        Version version = stands.version();
        Optional<Side> standing = StandingSide.of(sql, conflict, stands);
        if (version == null || standing.isEmpty()) {
            throw new StreamException(
                    "could not keep a side of the conflict " + conflict.id() + " about " + conflict.productUrl()
                            + ": another verdict has come to stand since",
                    "look at it (./tandem history URL), and decide again on the phone if it is wrong");
        }
        boolean chosenBefore = conflict.isSettledBy(stands)
                && conflict.settler().equals(Optional.of("owner"))
                && standing.get().equals(chosen);
        if (chosenBefore) {
            return false;
        }
        Envelope issued = Settlement.byChoice(context, conflict, chosen, version);
        Unnoticed.run(sql, () -> Merge.issuing(sql, context).apply(issued, context.now()));
        return true;
    }
}
