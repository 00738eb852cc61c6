package dev.tandem.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What Kafka logs in a process of its own: kept in the broker's folder, out of the way of what the verb says. */
final class BrokerLog {

    private static final long LARGEST = 16 << 20;
    private static final int KEPT = 3;
    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private BrokerLog() {}

    static Path fileIn(Path folder) {
        return folder.resolve("broker.log");
    }

    /**
     * Must be called before the first logger is made. The logs of the last runs are kept beside it, and none grows beyond
     * {@value #LARGEST} bytes.
     */
    static void writeTo(Path folder) {
        try {
            var log = new RotatingLog(fileIn(folder), LARGEST, KEPT);
            // Whoever has something to say to people holds the standard error stream already.
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not begin a log in " + folder, e);
        }
        System.setProperty(SIMPLE + "logFile", "System.err");
        System.setProperty(SIMPLE + "defaultLogLevel", "info");
        System.setProperty(SIMPLE + "showDateTime", "true");
        System.setProperty(SIMPLE + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
        // Hundreds of lines of settings at each start.
        System.setProperty(SIMPLE + "log.org.apache.kafka.common.config", "warn");
        System.setProperty(SIMPLE + "log.kafka.server.KafkaConfig", "warn");
    }
}
