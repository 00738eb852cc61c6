package dev.tandem.inspector.topics;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as a person reads them; a dash is what is not known. */
public final class Shown {
    private static final String UNKNOWN = "–";

    private Shown() {}

    static String number(@Nullable Number number) {
        return number == null ? UNKNOWN : number.toString();
    }

    static String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < units.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }

    /** {@code compacted after 30 d}, {@code 360 d}, {@code for ever}. */
    static String kept(@Nullable String cleanup, @Nullable Long millis) {
        if (cleanup == null || millis == null) {
            return UNKNOWN;
        }
        if (millis < 0) {
            return "for ever";
        }
        String time = age(millis / 1000);
        return cleanup.equals("compact") ? "compacted after " + time : time;
    }

    /** The greatest unit alone. */
    public static String age(@Nullable Long seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        Duration age = Duration.ofSeconds(seconds);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : seconds + " s";
    }
}
