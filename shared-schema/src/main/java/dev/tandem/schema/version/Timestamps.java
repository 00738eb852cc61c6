package dev.tandem.schema.version;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Reads the timestamps that real files hold side by side ({@code 2025-11-07 09:03:40},
 * {@code 2025-11-07T09:03:40.215043}, with or without an offset) as instants, so that they are never compared as text.
 *
 * <p>All instants are microseconds since 1970-01-01T00:00:00Z. Digits beyond the microsecond are cut off.
 */
public final class Timestamps {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Timestamps() {}

    /**
     * Reads a timestamp.
     *
     * @param text a date, optionally with a time ({@code T} or a space between), a fraction and an offset
     * @param zone the zone of a text that names none
     * @return microseconds since the epoch, UTC
     * @throws UnreadableTimestampException if the text is no timestamp
     */
    public static long parse(String text, ZoneId zone) {
        try {
            return new Scanner(text.strip()).read(zone);
        } catch (DateTimeException | StringIndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableTimestampException(text, e);
        }
    }

    /** Writes an instant in UTC with six digits of fraction and a {@code Z}: the form that events carry. */
    public static String format(long micros) {
        return formatNaive(micros, ZoneOffset.UTC) + "Z";
    }

    /** Writes an instant as the user's own columns hold it: without an offset, as seen in the given zone. */
    public static String formatNaive(long micros, ZoneId zone) {
        LocalDateTime at = LocalDateTime.ofInstant(toInstant(micros), zone);
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d.%06d",
                at.getYear(),
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond(),
                at.getNano() / 1000);
    }

    /** The same instant for the Java library. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000);
    }

    /** The same instant in microseconds; finer digits are cut off. */
    public static long toMicros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1000L);
    }

    /** One pass over the text; a regular expression costs ten times as much, and every merged row pays it. */
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        long read(ZoneId zone) {
            int year = digits(4);
            expect('-');
            int month = digits(2);
            expect('-');
            int day = digits(2);
            int hour = 0;
            int minute = 0;
            int second = 0;
            long micros = 0;
            ZoneId itsZone = zone;
            if (!done()) {
                separator();
                hour = digits(2);
                expect(':');
                minute = digits(2);
                if (accept(':')) {
                    second = digits(2);
                    if (accept('.') || accept(',')) {
                        micros = fraction();
                    }
                }
                itsZone = offset(zone);
            }
            if (!done()) {
                throw new DateTimeException("unexpected text at position " + at);
            }
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second);
            return Math.addExact(Math.multiplyExact(local.atZone(itsZone).toEpochSecond(), MICROS_PER_SECOND), micros);
        }

        private boolean done() {
            return at == text.length();
        }

        private void separator() {
            if (!accept('T') && !accept('t')) {
                expect(' ');
            }
        }

        private ZoneId offset(ZoneId zone) {
            while (accept(' ')) {}
            if (done()) {
                return zone;
            }
            if (accept('Z') || accept('z')) {
                return ZoneOffset.UTC;
            }
            int sign = accept('-') ? -1 : 1;
            if (sign > 0) {
                expect('+');
            }
            int hours = digits(2);
            int minutes = 0;
            if (!done()) {
                accept(':');
                minutes = digits(2);
            }
            return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        }

        private long fraction() {
            long value = 0;
            int count = 0;
            while (!done() && isDigit(text.charAt(at))) {
                if (count < 6) {
                    value = value * 10 + (text.charAt(at) - '0');
                }
                count++;
                at++;
            }
            if (count == 0) {
                throw new DateTimeException("a fraction without digits");
            }
            for (int i = count; i < 6; i++) {
                value *= 10;
            }
            return value;
        }

        private int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                char c = text.charAt(at++);
                if (!isDigit(c)) {
                    throw new DateTimeException("a digit was expected at position " + (at - 1));
                }
                value = value * 10 + (c - '0');
            }
            return value;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private boolean accept(char c) {
            if (!done() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw new DateTimeException("'" + c + "' was expected at position " + at);
            }
        }
    }
}
