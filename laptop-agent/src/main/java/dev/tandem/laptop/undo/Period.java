package dev.tandem.laptop.undo;

import dev.tandem.cli.error.UserError;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, both included.
 *
 * @param from microseconds UTC
 * @param to microseconds UTC
 * @param zone of times that name none
 */
record Period(long from, long to, ZoneId zone) {
    private static final long DAY = 24L * 60 * 60 * 1_000_000;
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    /** Reads both; a date alone means its beginning as {@code from}, its end as {@code to}. */
    static Period of(String from, String to, ZoneId zone) {
        long end = read("--to", to, zone) + (to.strip().matches(DATE) ? DAY - 1 : 0);
        Period period = new Period(read("--from", from, zone), end, zone);
        if (period.from > period.to) {
            throw UserError.usage("--from " + from + " is after --to " + to + ".", "Give the earlier time first.");
        }
        return period;
    }

    /** Whether a verdict was given in it; one without a readable time was not. */
    boolean has(@Nullable String assessedAt) {
        if (assessedAt == null) {
            return false;
        }
        try {
            long at = Timestamps.parse(assessedAt, zone);
            return at >= from && at <= to;
        } catch (UnreadableTimestampException e) {
            return false;
        }
    }

    private static long read(String flag, String text, ZoneId zone) {
        try {
            return Timestamps.parse(text, zone);
        } catch (UnreadableTimestampException e) {
            throw UserError.usage(
                    flag + " " + text + " is no time.",
                    "Write it as 2026-01-31, 2026-01-31 14:05 or 2026-01-31T14:05:00Z.");
        }
    }
}
