package dev.tandem.catalog.run;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.kafka.KafkaSettings;

/** The settings of a verb that works on the laptop's file and on Kafka, as the engine takes them. */
public final class LaptopOptions extends CommonOptions {
    /** Where Kafka is, and how topics are made there. */
    public KafkaSettings kafka() {
        Settings settings = settings();
        return new KafkaSettings(
                bootstrapServers(),
                settings.get(CommonSettings.TOPIC_PREFIX),
                settings.get(CommonSettings.TOPIC_PARTITIONS),
                settings.get(CommonSettings.TOPIC_REPLICATION).shortValue(),
                settings.get(CommonSettings.TOPIC_RETENTION),
                settings.kafka());
    }
}
