package dev.tandem.service.http;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request, where an empty value is as good as none; a wrong one is named. */
public final class Parameters {
    private Parameters() {}

    /** A whole number within bounds. */
    public static long number(String name, @Nullable String given, long least, long most, long usual) {
        if (given == null || given.isEmpty()) {
            return usual;
        }
        long number = given.matches("\\d{1,18}") ? Long.parseLong(given) : least - 1;
        if (number < least || number > most) {
            throw ProblemException.field(
                    name,
                    most == Long.MAX_VALUE
                            ? "must be as an earlier answer gave it"
                            : "must be a number from " + least + " to " + most);
        }
        return number;
    }

    /** The parameter {@code from}: an instant; usually the last midnight at the server's place. */
    public static Instant since(@Nullable String from) {
        if (from == null || from.isEmpty()) {
            ZoneId here = ZoneId.systemDefault();
            return LocalDate.now(here).atStartOfDay(here).toInstant();
        }
        try {
            return Timestamps.toInstant(Timestamps.parse(from, ZoneOffset.UTC));
        } catch (UnreadableTimestampException e) {
            throw ProblemException.field("from", "must be a time such as 2026-01-31T00:00:00Z");
        }
    }

    /** The parameter {@code zone}: the place whose days are meant; usually the server's. */
    public static ZoneId zone(@Nullable String zone) {
        if (zone == null || zone.isEmpty()) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw ProblemException.field("zone", "must be a time zone such as Europe/Berlin");
        }
    }
}
