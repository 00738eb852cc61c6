package dev.tandem.laptop.file;

import dev.tandem.schema.version.Timestamps;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as a person reads them: in the zone of this machine, to the second. */
public final class Times {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** Microseconds UTC; 0 is a time that nobody knows. */
    public static String shown(long micros) {
        return micros == 0
                ? "unknown"
                : SHOWN.format(Timestamps.toInstant(micros).atZone(ZoneId.systemDefault()));
    }

    /** For programs: an instant; null is none, 0 one that nobody knows. */
    public static @Nullable String json(@Nullable Long micros) {
        return micros == null || micros == 0 ? null : Timestamps.format(micros);
    }
}
