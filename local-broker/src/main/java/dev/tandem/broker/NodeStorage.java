package dev.tandem.broker;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder that Kafka keeps its data in, and the file {@code meta.properties} that says whose they are. */
final class NodeStorage {

    private NodeStorage() {}

    /** Makes the folder ready for Kafka if it is new, or if making it so was cut short; refuses one that is not ours. */
    static void prepare(Path dataFolder) throws Exception {
        var meta = dataFolder.resolve("meta.properties");
        if (Files.exists(meta)) {
            verify(dataFolder, meta);
        } else {
            format(dataFolder);
        }
    }

    private static void verify(Path dataFolder, Path meta) throws IOException {
        var stored = new Properties();
        try (var reader = Files.newBufferedReader(meta)) {
            stored.load(reader);
        }
        if (!"1".equals(stored.getProperty("version")) || stored.getProperty("cluster.id") == null) {
            throw notOurs("Kafka's data in " + dataFolder + " are damaged, or of another version than Kafka's here.");
        }
        if (!String.valueOf(NodeConfig.NODE_ID).equals(stored.getProperty("node.id"))) {
            throw notOurs("The data in " + dataFolder + " belong to another Kafka node, with id "
                    + stored.getProperty("node.id") + ".");
        }
    }

    private static UserError notOurs(String message) {
        return UserError.failed(message, "Choose another folder with --data; these data were left as they are.");
    }

    private static void format(Path dataFolder) throws Exception {
        Files.createDirectories(dataFolder);
        new Formatter()
                .setNodeId(NodeConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(Listeners.CONTROLLER)
                .setDirectories(List.of(dataFolder.toString()))
                .setMetadataLogDirectory(Optional.of(dataFolder.toString()))
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }
}
