package dev.tandem.service.nodes;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.Settings;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.stream.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may make logins at Kafka, and how they come in: an option of the verbs that do. */
final class KafkaAdministrator {
    private static final String KAFKA = "kafka.";

    @Option(
            names = "--admin",
            paramLabel = "FILE",
            description = {
                "The settings by which Kafka's administrator comes in. Default: what tandem broker --secure leaves in the"
                        + " data folder, else kafka.* in tandem.properties."
            })
    private @Nullable Path file;

    /** Kafka as the administrator reaches it; empty where nobody has said how. */
    Optional<KafkaSettings> find(Settings settings) {
        Optional<Path> from = from(settings);
        if (from.isPresent()) {
            Map<String, String> values = SettingsFile.read(from.get());
            Map<String, String> client = new HashMap<>();
            values.forEach((key, value) -> {
                if (key.startsWith(KAFKA)) {
                    client.put(key.substring(KAFKA.length()), value);
                }
            });
            String servers = values.getOrDefault("bootstrap-servers", settings.get(CommonSettings.BOOTSTRAP_SERVERS));
            return Optional.of(kafka(settings, servers, client));
        }
        Map<String, String> client = new HashMap<>(settings.kafka());
        String servers = String.valueOf(client.remove("bootstrap.servers"));
        return client.containsKey("security.protocol")
                ? Optional.of(kafka(settings, servers, client))
                : Optional.empty();
    }

    /** Where nodes reach that Kafka, if that is said beside how the administrator does. */
    Optional<String> serversForNodes(Settings settings) {
        return from(settings)
                .flatMap(from -> Optional.ofNullable(SettingsFile.read(from).get(KafkaLogin.SERVERS_FOR_NODES)));
    }

    private Optional<Path> from(Settings settings) {
        Path given = file;
        Path left = settings.get(CommonSettings.DATA).resolve("broker/secure/admin.properties");
        return given != null ? Optional.of(given) : Optional.of(left).filter(Files::exists);
    }

    /**
     * The same.
     *
     * @throws UserError if nobody has said how
     */
    KafkaSettings require(Settings settings) {
        return find(settings)
                .orElseThrow(() -> UserError.failed(
                        "Nobody has said how Kafka's administrator comes in.",
                        "Start the broker with --secure and name its data folder (--data), or name the administrator's"
                                + " settings: --admin FILE."));
    }

    /** The certificates that clients are told to trust, as PEM; empty where every machine trusts them. */
    static String authority(KafkaSettings kafka) throws IOException {
        String inline = kafka.client().getOrDefault("ssl.truststore.certificates", "");
        String location = kafka.client().getOrDefault("ssl.truststore.location", "");
        if (!inline.isBlank() || location.isBlank()) {
            return inline;
        }
        if (!kafka.client().getOrDefault("ssl.truststore.type", "").equals("PEM")) {
            throw UserError.failed(
                    "The certificates in " + location + " cannot be handed on.",
                    "Name a file of PEM: kafka.ssl.truststore.type = PEM, kafka.ssl.truststore.location = FILE.");
        }
        return Files.readString(Path.of(location));
    }

    private static KafkaSettings kafka(Settings settings, String servers, Map<String, String> client) {
        return new KafkaSettings(
                servers,
                settings.get(CommonSettings.TOPIC_PREFIX),
                settings.get(CommonSettings.TOPIC_PARTITIONS),
                settings.get(CommonSettings.TOPIC_REPLICATION).shortValue(),
                settings.get(CommonSettings.TOPIC_RETENTION),
                client);
    }
}
