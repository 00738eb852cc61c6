package dev.tandem.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Setting<Integer> CATALOG_BATCH = Setting.number("catalog.batch", 100, 1, 1000);

    @TempDir
    Path folder;

    @Test
    void without_any_source_the_defaults_hold() {
        Settings settings = Settings.of(Map.of(), Map.of(), List.of(), List.of());

        assertThat(settings.get(CommonSettings.BOOTSTRAP_SERVERS)).isEqualTo("localhost:9092");
        assertThat(settings.get(CommonSettings.DATABASE)).isEqualTo(Path.of("data/laptop/products.db"));
        assertThat(settings.get(CommonSettings.CLOCK_TOLERANCE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.find(CommonSettings.DATABASE)).isEmpty();
    }

    @Test
    void every_default_is_a_valid_value() {
        Settings settings = Settings.of(Map.of(), Map.of(), List.of(), List.of());

        assertThat(CommonSettings.ALL)
                .allSatisfy(
                        setting -> assertThat((Object) settings.get(setting)).isNotNull());
    }

    @Test
    void a_flag_beats_a_variable_and_a_variable_beats_a_file() throws IOException {
        Path file = file("near", "topic.prefix = from-file\nport = 1\nbroker-port = 1");
        Settings settings = Settings.of(
                Map.of("--port", "3"), Map.of("TANDEM_PORT", "2", "TANDEM_BROKER_PORT", "2"), List.of(file), List.of());

        assertThat(settings.get(CommonSettings.PORT)).isEqualTo(3);
        assertThat(settings.get(CommonSettings.BROKER_PORT)).isEqualTo(2);
        assertThat(settings.get(CommonSettings.TOPIC_PREFIX)).isEqualTo("from-file");
    }

    @Test
    void the_working_folders_file_beats_the_users() throws IOException {
        Path near = file("near", "port = 1");
        Path far = file("far", "port = 2\nbroker-port = 2");
        Settings settings = Settings.of(Map.of(), Map.of(), List.of(near, far), List.of());

        assertThat(settings.get(CommonSettings.PORT)).isEqualTo(1);
        assertThat(settings.get(CommonSettings.BROKER_PORT)).isEqualTo(2);
    }

    @Test
    void a_malformed_value_names_its_source() throws IOException {
        Path file = file("near", "clock.tolerance = soon");
        Settings settings =
                Settings.of(Map.of("--port", "http"), Map.of("TANDEM_CLOCK_ZONE", "Mars"), List.of(file), List.of());

        assertThat(complaint(settings, CommonSettings.CLOCK_TOLERANCE)).contains("soon", file.toString(), "30d");
        assertThat(complaint(settings, CommonSettings.PORT)).contains("http", "--port", "65535");
        assertThat(complaint(settings, CommonSettings.CLOCK_ZONE)).contains("Mars", "TANDEM_CLOCK_ZONE");
    }

    @Test
    void a_relative_path_in_a_file_is_meant_from_the_folder_of_the_file() throws IOException {
        Path file = file("near", "database = products.db");
        Settings settings = Settings.of(Map.of(), Map.of(), List.of(file), List.of());

        assertThat(settings.get(CommonSettings.DATABASE)).isEqualTo(file.resolveSibling("products.db"));
    }

    @Test
    void the_server_never_takes_the_laptops_database() {
        Settings settings =
                Settings.of(Map.of("--data", "here"), Map.of("TANDEM_DATABASE", "laptop.db"), List.of(), List.of());

        assertThat(settings.serverDatabase()).isEqualTo(Path.of("here/server/products.db"));
        assertThat(Settings.of(Map.of("--database", "server.db"), Map.of(), List.of(), List.of())
                        .serverDatabase())
                .isEqualTo(Path.of("server.db"));
    }

    @Test
    void a_key_that_nothing_reads_is_warned_of_with_the_nearest_that_something_does() throws IOException {
        Path file = file("near", "bootstrap-server = x:1\ncatalog.bach = 3\nbroker.heap = 1\nkafka.acks = all");
        Settings settings = Settings.of(Map.of(), Map.of(), List.of(file), List.of(CATALOG_BATCH));

        assertThat(settings.warnings())
                .hasSize(2)
                .anySatisfy(w -> assertThat(w).contains("bootstrap-server,", "Did you mean bootstrap-servers?"))
                .anySatisfy(w -> assertThat(w).contains("Did you mean catalog.batch?"));
    }

    @Test
    void an_app_reads_settings_of_its_own() throws IOException {
        Path file = file("near", "catalog.batch = 7");

        assertThat(Settings.of(Map.of(), Map.of(), List.of(file), List.of(CATALOG_BATCH))
                        .get(CATALOG_BATCH))
                .isEqualTo(7);
    }

    @Test
    void what_stands_under_kafka_reaches_the_clients() throws IOException {
        Path near = file("near", "kafka.security.protocol = SASL_SSL");
        Path far = file("far", "kafka.security.protocol = PLAINTEXT\nkafka.linger.ms = 5");
        Settings settings = Settings.of(
                Map.of("--bootstrap-servers", "kafka:9093"),
                Map.of("TANDEM_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"),
                List.of(near, far),
                List.of());

        assertThat(settings.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
                        Map.entry("linger.ms", "5"));
    }

    @Test
    void the_users_folder_is_where_the_system_keeps_settings() {
        Path home = Path.of("home");

        assertThat(PropertiesFile.userFolder(Map.of(), "Linux", home)).isEqualTo(home.resolve(".config/tandem"));
        assertThat(PropertiesFile.userFolder(Map.of(), "Mac OS X", home))
                .isEqualTo(home.resolve("Library/Application Support/tandem"));
        assertThat(PropertiesFile.userFolder(Map.of("XDG_CONFIG_HOME", "cfg"), "Linux", home))
                .isEqualTo(Path.of("cfg/tandem"));
    }

    private static String complaint(Settings settings, Setting<?> setting) {
        UserError error = catchThrowableOfType(UserError.class, () -> settings.get(setting));
        assertThat(error.exitCode()).isEqualTo(2);
        return error.message();
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name).resolve("tandem.properties");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void a_file_that_is_named_counts_before_the_usual_ones() throws IOException {
        Path named = file("named", "port = 1");
        Path near = file("near", "port = 2\nbroker-port = 2");
        assertThat(PropertiesFile.places(
                        folder.resolve("near"), Map.of("TANDEM_SETTINGS", named.toString()), "Linux", folder))
                .containsExactly(named.toAbsolutePath(), near.toAbsolutePath());
    }

    @Test
    void a_password_that_everybody_can_read_is_warned_of() throws IOException {
        Path file = file("near", "kafka.sasl.jaas.config = of no one's business");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Settings.of(Map.of(), Map.of(), List.of(file), List.of()).warnings())
                .singleElement()
                .asString()
                .contains("chmod 600")
                .doesNotContain("business");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Settings.of(Map.of(), Map.of(), List.of(file), List.of()).warnings())
                .isEmpty();
    }

    @Test
    void what_is_written_for_one_reader_is_read_back_and_nobody_elses() throws IOException {
        Path file = folder.resolve("new/login.properties");
        Map<String, String> login = KafkaLogin.settings("ada", KafkaLogin.newPassword(), "-----BEGIN\nx\\y\n-----END");
        SettingsFile.write(file, "A login", login);
        assertThat(SettingsFile.read(file)).isEqualTo(login);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KafkaLogin.password(login)).isPresent();
    }
}
