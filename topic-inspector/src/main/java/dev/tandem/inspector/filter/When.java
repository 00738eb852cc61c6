package dev.tandem.inspector.filter;

import dev.tandem.cli.error.UserError;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as an operator writes it: as a date, with or without a time of day, or as how long ago. */
public final class When {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    private When() {}

    /**
     * Reads it.
     *
     * @param flag the option that it was given with, for the error
     * @param now what {@code 2h} is before
     * @throws UserError of wrong usage, if it is no time
     */
    public static Instant read(String flag, String text, ZoneId zone, Instant now) {
        Matcher ago = AGO.matcher(text.strip());
        if (ago.matches()) {
            return now.minus(length(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        try {
            return Timestamps.toInstant(Timestamps.parse(text, zone));
        } catch (UnreadableTimestampException e) {
            throw UserError.usage(
                    flag + " " + text + " is no time.",
                    "Write it as 2026-01-31, 2026-01-31 14:05 or 2026-01-31T14:05:00Z, or as how long ago: 30m, 2h, 7d.");
        }
    }

    private static Duration length(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
