package dev.tandem.laptop.connection;

import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.Map;

/** Kafka as the settings describe it. */
public final class Kafka {
    private Kafka() {}

    /** The engine's settings, with all that stands under {@code kafka.} passed through. */
    public static KafkaSettings of(Settings settings) {
        Map<String, String> client = new HashMap<>(settings.kafka());
        client.remove("bootstrap.servers");
        return new KafkaSettings(
                settings.get(CommonSettings.BOOTSTRAP_SERVERS),
                settings.get(CommonSettings.TOPIC_PREFIX),
                settings.get(CommonSettings.TOPIC_PARTITIONS),
                settings.get(CommonSettings.TOPIC_REPLICATION).shortValue(),
                settings.get(CommonSettings.TOPIC_RETENTION),
                client);
    }
}
