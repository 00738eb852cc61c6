package dev.tandem.inspector;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.kafka.KafkaSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a verb that works on Kafka alone. */
public final class KafkaOptions extends VerbOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is. Default: localhost:9092.")
    @Nullable
    String bootstrapServers;

    /** Where Kafka is, as the engine takes it. */
    public KafkaSettings kafka() {
        Settings settings = settings();
        return new KafkaSettings(
                settings.get(CommonSettings.BOOTSTRAP_SERVERS),
                settings.get(CommonSettings.TOPIC_PREFIX),
                settings.get(CommonSettings.TOPIC_PARTITIONS),
                settings.get(CommonSettings.TOPIC_REPLICATION).shortValue(),
                settings.get(CommonSettings.TOPIC_RETENTION),
                settings.kafka());
    }
}
