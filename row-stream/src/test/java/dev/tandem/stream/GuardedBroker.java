package dev.tandem.stream;

import dev.tandem.broker.LocalBroker;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A broker that asks who comes in, for the tests of a class. */
final class GuardedBroker implements AutoCloseable {
    final LocalBroker broker;
    final KafkaSettings administrator;

    GuardedBroker(Path folder) {
        broker = LocalBroker.startSecure(folder, 0);
        administrator = kafka(SettingsFile.read(broker.administrator()));
    }

    KafkaSettings login(String name, NodeKind kind) {
        String password = KafkaLogin.newPassword();
        try (Logins logins = Logins.connect(administrator)) {
            logins.put(name, password, kind);
        }
        return with(
                administrator,
                "sasl.jaas.config",
                jaas -> KafkaLogin.settings(name, password, "").getOrDefault("kafka.sasl.jaas.config", ""));
    }

    static KafkaSettings with(KafkaSettings before, String key, UnaryOperator<String> change) {
        Map<String, String> client = new HashMap<>(before.client());
        client.computeIfPresent(key, (k, value) -> change.apply(value));
        return settings(before.bootstrapServers(), client);
    }

    private KafkaSettings kafka(Map<String, String> file) {
        Map<String, String> client = new HashMap<>();
        file.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                client.put(key.substring("kafka.".length()), value);
            }
        });
        return settings(broker.bootstrapServers(), client);
    }

    static KafkaSettings settings(String bootstrapServers, Map<String, String> client) {
        KafkaSettings usual = KafkaSettings.of(bootstrapServers, "tandem");
        return new KafkaSettings(
                bootstrapServers, usual.prefix(), usual.partitions(), usual.replication(), usual.uncompacted(), client);
    }

    static ProducerRecord<String, byte[]> nothing(Topic topic) {
        return new ProducerRecord<>(topic.name("tandem"), "key", new byte[0]);
    }

    @Override
    public void close() {
        broker.close();
    }
}
