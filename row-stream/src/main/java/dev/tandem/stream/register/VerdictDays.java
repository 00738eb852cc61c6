package dev.tandem.stream.register;

import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many verdicts were given on which day, of those that stand. One without a time belongs to no day. */
public final class VerdictDays {
    private VerdictDays() {}

    /** Makes the index by which they are found; a laptop needs none. */
    public static void index(SyncedFile file) {
        file.write("index the verdicts in", sql -> {
            sql.script("CREATE INDEX IF NOT EXISTS tandem_verdict_clock ON tandem_verdict (clock)");
            return true;
        });
    }

    /**
     * Counts them; a day without any is left out.
     *
     * @param first the first day
     * @param place whose days they are
     * @param zone the zone of times that name none
     */
    public static Map<LocalDate, Map<Decision, Long>> since(Sql sql, LocalDate first, ZoneId place, ZoneId zone)
            throws SQLException {
        Map<LocalDate, Map<Decision, Long>> days = new TreeMap<>();
        // A clock is never before the time that the verdict itself names, so none of these days is missed.
        long from = Timestamps.toMicros(first.atStartOfDay(place).toInstant());
        sql.all("""
                SELECT clock, review_type, json_extract(verdict, '$.decision'), json_extract(verdict, '$.assessedAt')
                  FROM tandem_verdict WHERE clock >= ? AND verdict IS NOT NULL
                """, row -> count(days, row, place, zone), from);
        days.keySet().removeIf(day -> day.isBefore(first));
        return days;
    }

    private static boolean count(Map<LocalDate, Map<Decision, Long>> days, ResultSet row, ZoneId place, ZoneId zone)
            throws SQLException {
        ReviewType type = ReviewType.of(row.getString(2)).orElseThrow();
        Optional<Decision> decision = Decision.of(type, row.getString(3));
        if (decision.isEmpty()) {
            return false;
        }
        long at = Math.min(row.getLong(1), time(row.getString(4), zone));
        LocalDate day = LocalDate.ofInstant(Timestamps.toInstant(at), place);
        days.computeIfAbsent(day, one -> new EnumMap<>(Decision.class)).merge(decision.get(), 1L, Long::sum);
        return true;
    }

    /** The time that a verdict names; one that was kept in a conflict has a later clock. */
    private static long time(@Nullable String assessedAt, ZoneId zone) {
        try {
            return Timestamps.parse(Objects.requireNonNullElse(assessedAt, ""), zone);
        } catch (UnreadableTimestampException e) {
            return Long.MAX_VALUE;
        }
    }
}
