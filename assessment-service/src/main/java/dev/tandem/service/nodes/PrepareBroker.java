package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.KafkaDoors;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.cli.tls.Authority;
import dev.tandem.cli.tls.KeyFile;
import dev.tandem.service.reviewers.DataFolderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what a Kafka in a container needs to ask who comes in. */
@Command(
        name = "prepare",
        description = {
            "Write what a Kafka in a container needs to ask who comes in: a certificate, passwords of its own, and the settings of"
                    + " its administrator in broker/secure of the data folder. What is there is kept, but for the certificate."
        },
        footerHeading = "%nExample, as docker-compose.yml does it:%n",
        footer = "  tandem nodes prepare --kafka /kafka --mounted-at /mnt/shared/config --listener INSIDE"
                + " --nodes HOST,SERVICE --bootstrap-servers kafka-secure:19092 --names kafka-secure,localhost")
final class PrepareBroker implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Option(names = "--kafka", paramLabel = "DIR", required = true, description = "Where Kafka's files are put.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private Path kafka;

    @Option(
            names = "--mounted-at",
            paramLabel = "DIR",
            description = "Where Kafka sees that folder. Default: the same.")
    private @Nullable Path mountedAt;

    @Option(
            names = "--listener",
            paramLabel = "NAME",
            required = true,
            description = "The listener by which brokers and the administrator come in.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String listener;

    @Option(
            names = "--nodes",
            paramLabel = "NAMES",
            required = true,
            split = ",",
            description = "The listeners by which nodes come in.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private List<String> listenersOfNodes;

    @Option(
            names = "--names",
            paramLabel = "NAMES",
            required = true,
            split = ",",
            description = "The names and addresses under which the broker is reached.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private List<String> names;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Where the administrator reaches that listener.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String bootstrapServers;

    @Override
    public Integer call() throws IOException {
        Path secure = options.settings().get(CommonSettings.DATA).resolve("broker/secure");
        Path administrator = secure.resolve("admin.properties");
        try {
            Authority authority = Authority.of(secure, Instant.now());
            Files.createDirectories(kafka);
            KeyFile.write(kafka.resolve("broker.p12"), authority.issue(names));
            Files.writeString(kafka.resolve("authority.crt"), authority.pem());
            String password = kept(administrator).orElseGet(KafkaLogin::newPassword);
            SettingsFile.write(
                    kafka.resolve("server.properties"),
                    "What stands at Kafka's doors. Made by tandem nodes prepare.",
                    ofKafka(mountedAt == null ? kafka : mountedAt, password));
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("bootstrap-servers", bootstrapServers);
            settings.putAll(KafkaLogin.settings(KafkaDoors.ADMINISTRATOR, password, authority.pem()));
            settings.put("kafka.sasl.mechanism", "PLAIN");
            settings.put("kafka.sasl.jaas.config", KafkaLogin.plain(KafkaDoors.ADMINISTRATOR, password) + ";");
            SettingsFile.write(administrator, "How Kafka's administrator comes in, who may do everything.", settings);
        } catch (GeneralSecurityException e) {
            throw UserError.failed(
                    "Kafka's certificate could not be prepared in " + secure + ": " + e.getMessage() + ".",
                    "An authority is made anew if you move that folder away; every node then needs new settings.",
                    e);
        }
        options.output().json(Map.of("administrator", administrator.toString(), "kafka", kafka.toString()));
        options.output().line("Kafka's files are in " + kafka + ", its administrator's settings in " + administrator);
        return ExitCode.DONE;
    }

    private static Optional<String> kept(Path administrator) {
        return Files.exists(administrator) ? KafkaLogin.password(SettingsFile.read(administrator)) : Optional.empty();
    }

    private Map<String, String> ofKafka(Path seen, String administratorsPassword) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ssl.keystore.type", KeyFile.TYPE);
        settings.put("ssl.keystore.location", seen.resolve("broker.p12").toString());
        settings.put("ssl.keystore.password", KeyFile.PASSWORD);
        settings.put("ssl.key.password", KeyFile.PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", seen.resolve("authority.crt").toString());
        settings.put("sasl.enabled.mechanisms", KafkaLogin.MECHANISM);
        settings.putAll(KafkaDoors.ofItself(
                List.of(listener.toLowerCase(Locale.ROOT), "controller"),
                KafkaLogin.newPassword(),
                Map.of(KafkaDoors.ADMINISTRATOR, administratorsPassword)));
        listenersOfNodes.forEach(name -> settings.put(
                "listener.name." + name.toLowerCase(Locale.ROOT) + "." + KafkaLogin.MECHANISM.toLowerCase(Locale.ROOT)
                        + ".sasl.jaas.config",
                KafkaLogin.MODULE + " required;"));
        return settings;
    }
}
