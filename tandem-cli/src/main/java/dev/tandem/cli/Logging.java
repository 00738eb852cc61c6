package dev.tandem.cli;

import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the libraries of a verb log, on standard error: of a short verb only what a person can act on unless asked for more, of one
 * that stays as JSON where the settings say so.
 */
final class Logging {
    private static final String SIMPLE = "org.slf4j.simpleLogger.";
    private static final String PROVIDER = "slf4j.provider";
    private static final String DEFAULT_LEVEL = "defaultLogLevel";
    private static final String LEVEL_OF = SIMPLE + "log.";

    /** The verbs that stay; of a short one nobody reads a log. */
    private static final Set<String> STAYING = Set.of("service", "up", "broker", "watch");

    private Logging() {}

    /**
     * Takes effect only before the first logger is made. A -D of the user's own counts more.
     *
     * @return whether it is JSON
     * @throws dev.tandem.cli.error.UserError if the settings ask for neither
     */
    static boolean configure(boolean debug, String... args) {
        set("logFile", "System.err");
        set(DEFAULT_LEVEL, debug ? "info" : "error");
        if (!debug) {
            // A login that is refused is told in a sentence by the verb itself.
            set("log.org.apache.kafka.clients.NetworkClient", "off");
        }
        set("showDateTime", Boolean.toString(debug));
        set("dateTimeFormat", "HH:mm:ss.SSS");
        set("showThreadName", "false");
        set("showShortLogName", "true");
        boolean json = args.length > 0 && STAYING.contains(args[0]) && isJsonAsked();
        // Else it says on standard error which one it was told to take.
        System.setProperty("slf4j.internal.verbosity", "WARN");
        if (System.getProperty(PROVIDER) == null) {
            System.setProperty(
                    PROVIDER,
                    json
                            ? "ch.qos.logback.classic.spi.LogbackServiceProvider"
                            : "org.slf4j.simple.SimpleServiceProvider");
        }
        return json;
    }

    /** The level of whatever has none of its own. */
    static String level() {
        return System.getProperty(SIMPLE + DEFAULT_LEVEL, "error");
    }

    /** The levels of single loggers, by their names. */
    static Map<String, String> levels() {
        Map<String, String> levels = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(LEVEL_OF))
                .forEach(name -> levels.put(name.substring(LEVEL_OF.length()), System.getProperty(name, "")));
        return levels;
    }

    private static boolean isJsonAsked() {
        return Settings.ofProcess(Map.of(), List.of())
                .get(CommonSettings.LOG_FORMAT)
                .equals("json");
    }

    private static void set(String key, String value) {
        if (System.getProperty(SIMPLE + key) == null) {
            System.setProperty(SIMPLE + key, value);
        }
    }
}
