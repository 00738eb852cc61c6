package dev.tandem.cli;

import dev.tandem.cli.settings.CommonSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the verbs that work on the laptop's database, Kafka and the service. */
public class CommonOptions extends VerbOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is. Default: localhost:9092.")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The laptop's database. Default: data/laptop/products.db.")
    @Nullable
    String database;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "Where the service is. Default: http://localhost:8080.")
    @Nullable
    String serviceUrl;

    /** Where Kafka is. */
    public String bootstrapServers() {
        return settings().get(CommonSettings.BOOTSTRAP_SERVERS);
    }

    /** The laptop's database. */
    public Path database() {
        return settings().get(CommonSettings.DATABASE);
    }

    /** Where the service is, without a slash at its end. */
    public String serviceUrl() {
        return settings().get(CommonSettings.SERVICE_URL);
    }
}
