package dev.tandem.broker;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.KafkaDoors;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.tls.Authority;
import dev.tandem.cli.tls.KeyFile;
import dev.tandem.cli.tls.MachineNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What stands at a guarded node's doors. Clients speak TLS, log in with SCRAM-SHA-512, and may do only what an ACL allows.
 *
 * <p>The node reaches itself through doors of the loopback address, under a name and a password of its own. The password is
 * made at each start and written nowhere.
 */
final class Guard {
    private final Path folder;
    private final Path keys;
    private final String authority;
    private final String ownPassword = KafkaLogin.newPassword();

    private Guard(Path folder, Path keys, String authority) {
        this.folder = folder;
        this.keys = keys;
        this.authority = authority;
    }

    /** Whether the broker of that folder has ever been guarded. */
    static boolean stoodBefore(Path brokerFolder) {
        return Files.exists(folderIn(brokerFolder).resolve("authority.p12"));
    }

    /** The settings of the administrator. */
    static Path administratorIn(Path brokerFolder) {
        return folderIn(brokerFolder).resolve("admin.properties");
    }

    private static Path folderIn(Path brokerFolder) {
        return brokerFolder.resolve("secure");
    }

    /** Takes its stand: the authority is kept, the certificate is made anew for all names that the machine has now. */
    static Guard prepare(Path brokerFolder, Doors doors) throws IOException {
        var folder = Files.createDirectories(folderIn(brokerFolder));
        try {
            var authority = Authority.of(folder, Instant.now());
            var keys = folder.resolve("broker.p12");
            KeyFile.write(keys, authority.issue(MachineNames.all(Optional.of(doors.advertisedHost()))));
            Files.writeString(folder.resolve("authority.crt"), authority.pem());
            return new Guard(folder, keys, authority.pem());
        } catch (GeneralSecurityException e) {
            throw UserError.failed(
                    "The broker's certificate could not be prepared in " + folder + ": " + e.getMessage() + ".",
                    "An authority is made anew if you move that folder away; every node then needs new settings (tandem"
                            + " nodes add).",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The certificate that clients are told to trust, as PEM. */
    String authority() {
        return authority;
    }

    /** How the node itself logs in at its own doors. */
    String ownLogin() {
        return KafkaLogin.plain(KafkaDoors.ITSELF, ownPassword) + ";";
    }

    void configure(Properties config, Listeners listeners) {
        var internal = Listeners.INTERNAL + "://" + Doors.LOOPBACK + ":"
                + listeners.internalAddress().getPort();
        config.merge("listeners", internal, (all, further) -> all + "," + further);
        config.merge("advertised.listeners", internal, (all, further) -> all + "," + further);
        config.put("inter.broker.listener.name", Listeners.INTERNAL);
        config.put(
                "listener.security.protocol.map", "CLIENTS:SASL_SSL,INTERNAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        config.putAll(KafkaDoors.ofItself(List.of("internal", "controller"), ownPassword, Map.of()));
        var clients = "listener.name.clients.";
        config.put(clients + "sasl.enabled.mechanisms", KafkaLogin.MECHANISM);
        config.put(clients + "scram-sha-512.sasl.jaas.config", KafkaLogin.MODULE + " required;");
        config.put(clients + "ssl.keystore.type", KeyFile.TYPE);
        config.put(clients + "ssl.keystore.location", keys.toString());
        config.put(clients + "ssl.keystore.password", KeyFile.PASSWORD);
        config.put(clients + "ssl.key.password", KeyFile.PASSWORD);
    }
}
