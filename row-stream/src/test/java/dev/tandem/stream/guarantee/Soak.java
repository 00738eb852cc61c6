package dev.tandem.stream.guarantee;

import java.time.Duration;
import java.util.Locale;

/** How long to go on: {@code -Dtandem.soak}, a number with s, m or h; not at all where nothing is set. */
final class Soak {
    private Soak() {}

    static Duration duration() {
        String text = System.getProperty("tandem.soak", "");
        return text.isBlank() ? Duration.ZERO : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
