package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tandem.cli.settings.KafkaDoors;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.schema.login.Scram;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** Gives a guarded node its administrator, and writes down how that one comes in, for the owner of the folder alone. */
final class Administrator {
    private Administrator() {}

    /**
     * Sees to it that the administrator may come in, under the password of the file if there is one.
     *
     * @param bootstrapServers where the node is for the administrator, as it is written down
     * @param advertisedServers where it is for the nodes whose logins are made
     */
    static void ensure(Guard guard, Listeners listeners, String bootstrapServers, String advertisedServers)
            throws Exception {
        var file = guard.folder().resolve("admin.properties");
        var password = Files.exists(file)
                ? KafkaLogin.password(SettingsFile.read(file)).orElseGet(KafkaLogin::newPassword)
                : KafkaLogin.newPassword();
        try (var admin = Admin.create(Map.<String, Object>of(
                "bootstrap.servers",
                Doors.LOOPBACK + ":" + listeners.internalAddress().getPort(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                guard.ownLogin(),
                "enable.metrics.push",
                false))) {
            var credential = new UserScramCredentialUpsertion(
                    KafkaDoors.ADMINISTRATOR,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, Scram.ITERATIONS),
                    password);
            admin.alterUserScramCredentials(List.of(credential)).all().get(30, SECONDS);
        }
        var settings = new LinkedHashMap<String, String>();
        settings.put("bootstrap-servers", bootstrapServers);
        settings.put(KafkaLogin.SERVERS_FOR_NODES, advertisedServers);
        settings.putAll(KafkaLogin.settings(KafkaDoors.ADMINISTRATOR, password, guard.authority()));
        SettingsFile.write(
                file,
                "How the administrator of this broker comes in, who may do everything. Keep it on this machine.",
                settings);
    }
}
