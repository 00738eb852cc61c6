package dev.tandem.service.nodes;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.KafkaLogin;
import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import dev.tandem.stream.seal.Seal;
import dev.tandem.stream.seal.Seals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A login that is being made at Kafka, with the settings by which its node comes in. */
record NewLogin(String name, NodeKind kind, KafkaSettings administrator, SealBook seals) {
    /**
     * Makes it, and writes its settings for nobody but their owner to read.
     *
     * @param renew whether one that is there gets a new password
     * @throws UserError if it may not have that name, or is there and not to be renewed
     */
    void make(boolean renew, Path file, Optional<String> bootstrapServers, Optional<String> serviceUrl)
            throws IOException {
        if (!Logins.isName(name)) {
            throw UserError.usage(
                    "A login's name has 1 to 40 small letters, digits and dashes, and does not begin with tandem-.",
                    "Choose another name.");
        }
        String password = KafkaLogin.newPassword();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap-servers", bootstrapServers.orElse(administrator.bootstrapServers()));
        settings.put("topic.prefix", administrator.prefix());
        serviceUrl.ifPresent(url -> settings.put("service-url", url));
        settings.putAll(KafkaLogin.settings(name, password, KafkaAdministrator.authority(administrator)));
        Seal.Keys keys = Seal.Keys.make();
        switch (kind) {
            case LAPTOP -> {
                settings.put("kafka." + Seal.KEY, keys.secret());
                settings.put("kafka." + Seal.FORMER, String.join(" ", seals.keys(name)));
            }
            case SERVICE -> settings.put("kafka." + Seals.FILE, seals.file().toString());
            case OPERATOR -> {}
        }
        try (Logins logins = Logins.connect(administrator)) {
            if (!renew && logins.list().stream().anyMatch(login -> login.name().equals(name))) {
                throw UserError.failed(
                        "There is a login " + name + " already.",
                        "Choose another name, or give it a new password with --renew; the old one stops working then.");
            }
            logins.put(name, password, kind);
        }
        // Only now: where Kafka refuses, nothing is left of it here.
        switch (kind) {
            case LAPTOP -> seals.put(name, keys.open());
            case SERVICE -> {
                settings.putAll(seals.ofOperators());
                seals.begin();
            }
            case OPERATOR -> settings.putAll(seals.ofOperators());
        }
        SettingsFile.write(
                file,
                "How the " + kind.text() + " " + name
                        + " comes in at Kafka. Its password stands here: keep it to yourself.",
                settings);
    }
}
