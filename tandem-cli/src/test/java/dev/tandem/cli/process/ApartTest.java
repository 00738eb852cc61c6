package dev.tandem.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApartTest {
    @TempDir
    Path folder;

    @Test
    void no_setting_of_the_users_reaches_an_installation_of_its_own() {
        ProcessBuilder builder = new ProcessBuilder("true");
        builder.environment().put("TANDEM_KAFKA_SECURITY_PROTOCOL", "SSL");
        builder.environment().put("TANDEM_SETTINGS", "/home/ada/.config/tandem/laptop.properties");
        builder.environment().put("TANDEM_JAVA_OPTS", "-Xint");

        Apart.in(folder).accept(builder);

        assertThat(builder.environment())
                .doesNotContainKeys("TANDEM_KAFKA_SECURITY_PROTOCOL", "TANDEM_SETTINGS")
                .containsEntry("TANDEM_JAVA_OPTS", "-Xint")
                .containsEntry("XDG_CONFIG_HOME", folder.toString());
        assertThat(builder.directory()).isEqualTo(folder.toFile());
    }
}
