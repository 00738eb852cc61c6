package dev.tandem.stream.tap;

import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.TakenBack.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** A reviewer takes their own verdict back, on the server, while it stands. */
public final class TakingBack {
    private final SyncedFile file;
    private final NodeContext context;
    private final Capture capture;

    /** In this server's file. */
    public TakingBack(SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
        this.capture = new Capture(file, context);
    }

    /** Takes the verdict of that id back, if it is this reviewer's and stands; repeating it changes nothing. */
    public TakenBack takeBack(UUID id, String reviewer) {
        while (true) {
            Optional<TakenBack> done = file.write(
                    "take a verdict back in",
                    sql -> capture.before(sql, new Captured())
                            ? Optional.of(within(sql, id, reviewer))
                            : Optional.empty());
            if (done.isPresent()) {
                return done.get();
            }
            capture.run();
        }
    }

    private TakenBack within(Sql sql, UUID id, String reviewer) throws SQLException {
        Optional<GivenTap> found = new GivenTaps(sql).find(id);
        if (found.isEmpty()) {
            return new TakenBack(Status.UNKNOWN, Optional.empty());
        }
        GivenTap tap = found.get();
        if (!reviewer.equals(tap.verdict().reviewer())) {
            return new TakenBack(Status.OF_ANOTHER, Optional.empty());
        }
        return switch (tap.fate()) {
            case TAKEN_BACK -> new TakenBack(Status.DONE, Optional.of(standing(sql, tap)));
            case SUPERSEDED -> new TakenBack(Status.OVERTAKEN, Optional.of(standing(sql, tap)));
            case STANDS -> {
                Retraction.retract(sql, context, standing(sql, tap));
                yield new TakenBack(Status.DONE, Optional.of(standing(sql, tap)));
            }
        };
    }

    private static VerdictState standing(Sql sql, GivenTap tap) throws SQLException {
        return new VerdictRegister(sql)
                .read(tap.productUrl(), tap.verdict().decision().reviewType());
    }
}
