package dev.tandem.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the standard streams are a terminal, and whether a person wants colors there. */
public record Terminal(boolean in, boolean out, boolean err, boolean colors) {

    /**
     * This process's. Java cannot ask for each stream, so the launcher does and passes the numbers of those that are a
     * terminal as {@code -Dtandem.tty=012}; without it none is.
     */
    public static Terminal ofProcess() {
        return of(System.getProperty("tandem.tty", ""), System.getenv());
    }

    static Terminal of(String streams, Map<String, String> environment) {
        @Nullable String noColor = environment.get("NO_COLOR");
        boolean colors = (noColor == null || noColor.isEmpty()) && !"dumb".equals(environment.get("TERM"));
        return new Terminal(streams.contains("0"), streams.contains("1"), streams.contains("2"), colors);
    }
}
