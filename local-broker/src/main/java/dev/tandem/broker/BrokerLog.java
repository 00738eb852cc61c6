package dev.tandem.broker;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Kafka logs in a process of its own: kept in the broker's folder, out of the way of what the verb says. */
final class BrokerLog {

    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private BrokerLog() {}

    static Path fileIn(Path folder) {
        return folder.resolve("broker.log");
    }

    /** Must be called before the first logger is made. The log of the last run is kept beside it. */
    static void writeTo(Path folder) {
        var file = fileIn(folder);
        try {
            if (Files.exists(file)) {
                Files.move(file, folder.resolve("broker.previous.log"), REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not put the last log aside", e);
        }
        System.setProperty(SIMPLE + "logFile", file.toString());
        System.setProperty(SIMPLE + "defaultLogLevel", "info");
        System.setProperty(SIMPLE + "showDateTime", "true");
        System.setProperty(SIMPLE + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
        // Hundreds of lines of settings at each start.
        System.setProperty(SIMPLE + "log.org.apache.kafka.common.config", "warn");
        System.setProperty(SIMPLE + "log.kafka.server.KafkaConfig", "warn");
    }
}
