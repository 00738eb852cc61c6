package dev.tandem.stream.capture;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a local change: that of its own column if it moved, otherwise the time it was noticed, and in any case
 * more than the stored clock, because a change made on top of a row is newer than that row.
 */
final class ChangeClock {
    private final NodeContext context;
    private final Occasion occasion;
    private final Captured captured;

    ChangeClock(NodeContext context, Occasion occasion, Captured captured) {
        this.context = context;
        this.occasion = occasion;
        this.captured = captured;
    }

    /**
     * A column's own time.
     *
     * @param at microseconds UTC; empty where it names none
     * @param capped whether it was far ahead, and was taken back to now
     */
    record Own(OptionalLong at, boolean capped) {
        static final Own NONE = new Own(OptionalLong.empty(), false);

        /** Whether a change that got this clock got a capped one. */
        boolean caps(long clock) {
            return capped && at.getAsLong() == clock;
        }
    }

    /** Microseconds UTC for a change whose own column holds that time. */
    long of(Own column, @Nullable Version... stored) {
        OptionalLong own = column.at();
        long floor = -1;
        boolean known = false;
        for (Version version : stored) {
            if (version != null) {
                known = true;
                floor = Math.max(floor, version.clock());
            }
        }
        if (own.isPresent() && own.getAsLong() > floor) {
            return own.getAsLong();
        }
        long noticed = occasion == Occasion.ADOPTING && !known ? 0 : context.now();
        return Math.max(noticed, floor + 1);
    }

    /**
     * A column's own time; a text that is none is reported with its row, and counts as no time. On the server, where a
     * script's change does not arrive from elsewhere, a time far ahead is capped here, and marked.
     */
    Own read(RowKey key, String column, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Own.NONE;
        }
        try {
            long at = Math.max(0, Timestamps.parse(text, context.zone()));
            boolean capped = context.node().role() == Role.SERVER && context.isAhead(at, context.now());
            return new Own(OptionalLong.of(capped ? context.now() : at), capped);
        } catch (UnreadableTimestampException e) {
            captured.unreadable(
                    key.table() + "." + column + " of " + String.join(" ", key.texts()) + ": " + e.getMessage());
            return Own.NONE;
        }
    }
}
