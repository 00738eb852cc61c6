package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.system.Tandem.Answer;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With --secure nobody comes in at Kafka without a login, and who has one may do what their role does. */
@Timeout(300)
class SecureTest {
    @TempDir
    Path folder;

    @Test
    void a_laptop_with_a_login_syncs_and_verifies_until_it_is_revoked() throws Exception {
        Laptop laptop = Laptop.adopted(folder, 3);
        try (Running up =
                Tandem.start(folder, "up", "--secure", "--port", "0", "--broker-port", "0", "--data", "data")) {
            String kafka = up.ready().path("bootstrapServers").asText();

            Answer stranger = sync(laptop, "--bootstrap-servers", kafka);
            assertThat(stranger.exitCode()).isEqualTo(1);
            assertThat(stranger.json().path("error").asText()).contains("TLS");

            Path settings = add("ada", "laptop");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                    .isEqualTo("rw-------");
            use(settings);
            Answer synced = sync(laptop);
            assertThat(synced.exitCode()).as(synced.said()).isZero();
            assertThat(synced.json().path("sent").asInt()).isPositive();
            Answer verified = Tandem.run(
                    folder,
                    "verify",
                    "--data",
                    "data",
                    "--database",
                    laptop.file().toString(),
                    "--service-url",
                    up.ready().path("serviceUrl").asText());
            assertThat(verified.json().path("identical").asBoolean())
                    .as(verified.said() + verified.json())
                    .isTrue();

            String right = Files.readString(folder.resolve("tandem/tandem.properties"));
            Files.writeString(
                    folder.resolve("tandem/tandem.properties"), right.replace(" password=\"", " password=\"x"));
            Answer wrong = sync(laptop);
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.json().path("error").asText()).contains("the password of ada is wrong");
            Files.writeString(folder.resolve("tandem/tandem.properties"), right);

            Answer revoked = Tandem.run(folder, "nodes", "revoke", "ada", "--data", "data");
            assertThat(revoked.json().path("login").asBoolean())
                    .as(revoked.said())
                    .isTrue();
            Answer refused = sync(laptop);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.json().path("error").asText()).contains("or its login was revoked");

            use(add("op", "operator"));
            Answer seen = Tandem.run(folder, "dead-letters", "list");
            assertThat(seen.exitCode()).as(seen.said()).isZero();
        }
    }

    /** A login whose settings nobody has seen: they are in the file alone. */
    private Path add(String name, String role) throws Exception {
        Answer added = Tandem.run(folder, "nodes", "add", name, "--role", role, "--data", "data");
        assertThat(added.exitCode()).as(added.said()).isZero();
        Path settings = Path.of(added.json().path("settings").asText());
        String password = Files.readString(settings).replaceAll("(?s).*password=\"([^\"]+)\".*", "$1");
        assertThat(added.said() + added.json()).doesNotContain(password);
        return settings;
    }

    private void use(Path settings) throws Exception {
        Files.createDirectories(folder.resolve("tandem"));
        Files.copy(
                settings,
                folder.resolve("tandem/tandem.properties"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Answer sync(Laptop laptop, String... further) throws Exception {
        String[] args = new String[4 + further.length];
        System.arraycopy(
                new String[] {"sync", "--yes", "--database", laptop.file().toString()}, 0, args, 0, 4);
        System.arraycopy(further, 0, args, 4, further.length);
        return Tandem.run(folder, args);
    }
}
