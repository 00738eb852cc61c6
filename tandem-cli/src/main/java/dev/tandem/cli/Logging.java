package dev.tandem.cli;

/** What the libraries of a short verb log: on standard error, and only what a person can act on unless asked for more. */
final class Logging {

    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Takes effect only before the first logger is made. A -D of the user's own counts more. */
    static void configure(boolean debug) {
        set("logFile", "System.err");
        set("defaultLogLevel", debug ? "info" : "error");
        if (!debug) {
            // A login that is refused is told in a sentence by the verb itself.
            set("log.org.apache.kafka.clients.NetworkClient", "off");
        }
        set("showDateTime", Boolean.toString(debug));
        set("dateTimeFormat", "HH:mm:ss.SSS");
        set("showThreadName", "false");
        set("showShortLogName", "true");
    }

    private static void set(String key, String value) {
        if (System.getProperty(SIMPLE + key) == null) {
            System.setProperty(SIMPLE + key, value);
        }
    }
}
