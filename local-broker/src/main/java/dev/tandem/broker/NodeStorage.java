package dev.tandem.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder's Kafka format. */
final class NodeStorage {

    private NodeStorage() {}

    /** Makes an empty folder, or one whose formatting was cut short, ready for Kafka; leaves any other as it is. */
    static void formatOnce(Path dataFolder) throws Exception {
        if (Files.exists(dataFolder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(dataFolder);
        new Formatter()
                .setNodeId(NodeConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(LoopbackListeners.CONTROLLER)
                .setDirectories(List.of(dataFolder.toString()))
                .setMetadataLogDirectory(Optional.of(dataFolder.toString()))
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }
}
