package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.system.Tandem.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laptops that compare themselves with the server, through its front door. */
class VerifyTest {
    @TempDir
    static Path folder;

    private static int port;
    private static int brokerPort;
    private static Running up;

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        brokerPort = freePort();
        up = Tandem.start(folder, "up", "--port", "" + port, "--broker-port", "" + brokerPort, "--data", "data");
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    @Test
    void an_empty_folder_and_a_sync_give_a_database_equal_to_the_servers() throws Exception {
        Path first = folder.resolve("first.db");
        run(
                first,
                "CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, price, last_updated TEXT)",
                "INSERT INTO products (url, title, price) VALUES ('https://a.example/1', 'Blue', '$49'),"
                        + " ('https://a.example/2', 'Red', 59)");
        adopt(first);
        sync(first);
        assertIdentical(verify(first));

        Path fresh = folder.resolve("fresh/products.db");
        sync(fresh);
        JsonNode answer = verify(fresh);
        assertIdentical(answer);
        assertThat(answer.path("compared").asLong()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_laptop_that_was_paired_needs_no_data_folder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path file = elsewhere.resolve("products.db");
        run(file, "CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT)");
        run(file, "INSERT INTO products (url, title) VALUES ('https://shop.example/paired', 'A dress')");
        String link = Tandem.run(folder, "nodes", "add", "Ada's laptop", "--data", "data")
                .json()
                .path("url")
                .asText();
        adopt(file);
        sync(file);
        Tandem.Answer byTheSum = Tandem.run(elsewhere, verb("verify", file));
        assertThat(byTheSum.exitCode()).as(byTheSum.said() + byTheSum.json()).isZero();
        assertThat(byTheSum.json().path("online").asBoolean()).isFalse();
        String[] repair = Stream.concat(Stream.of(verb("verify", file)), Stream.of("--repair"))
                .toArray(String[]::new);
        Tandem.Answer refused = Tandem.run(elsewhere, repair);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.json().path("hint").asText()).contains("nodes add");
        Tandem.Answer paired = Tandem.run(
                elsewhere, "adopt", file.toString(), "--pair", link, "--bootstrap-servers", "127.0.0.1:" + brokerPort);
        assertThat(paired.exitCode()).as(paired.said()).isZero();
        Tandem.Answer answer = Tandem.run(elsewhere, verb("verify", file));
        assertThat(answer.exitCode()).as(answer.said() + answer.json()).isZero();

        String[] unnamed = {"--database", file.toString(), "--bootstrap-servers", "127.0.0.1:" + brokerPort};
        Tandem.Answer remembered = Tandem.run(elsewhere, "verify", unnamed[0], unnamed[1], unnamed[2], unnamed[3]);
        assertThat(remembered.exitCode())
                .as("where the service is, pairing has kept: " + remembered.said())
                .isZero();
        Tandem.Answer doctor = Tandem.run(elsewhere, "doctor", unnamed[0], unnamed[1], unnamed[2], unnamed[3]);
        assertThat(doctor.json().findValuesAsText("message").toString()).contains(":" + port + " (from its pairing, ");
    }

    @Test
    void a_paired_file_that_was_restored_and_goes_on_as_a_new_node_is_paired_still() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("restored"));
        Path file = elsewhere.resolve("products.db");
        run(file, "CREATE TABLE products (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT)");
        run(file, "INSERT INTO products (url, title) VALUES ('https://shop.example/restored', 'A dress')");
        String link = Tandem.run(folder, "nodes", "add", "Bob's laptop", "--data", "data")
                .json()
                .path("url")
                .asText();
        Tandem.Answer paired = Tandem.run(
                elsewhere, "adopt", file.toString(), "--pair", link, "--bootstrap-servers", "127.0.0.1:" + brokerPort);
        assertThat(paired.exitCode()).as(paired.said()).isZero();
        sync(file);
        run(file, "VACUUM INTO '" + elsewhere.resolve("copy.db") + "'");
        run(file, "UPDATE products SET title = 'A blue dress'");
        sync(file);
        String before = nodeId(file);

        Files.move(elsewhere.resolve("copy.db"), file, StandardCopyOption.REPLACE_EXISTING);
        run(file, "INSERT INTO products (url, title) VALUES ('https://shop.example/later', 'A skirt')");
        sync(file);

        assertThat(nodeId(file)).isNotEqualTo(before);
        Tandem.Answer answer = Tandem.run(
                elsewhere, "verify", "--database", file.toString(), "--bootstrap-servers", "127.0.0.1:" + brokerPort);
        assertThat(answer.exitCode()).as(answer.said() + answer.json()).isZero();
        assertThat(answer.json().path("online").asBoolean()).isTrue();
    }

    private static String nodeId(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT value FROM tandem_meta WHERE name = 'node_id'")) {
            return row.getString(1);
        }
    }

    @Test
    void a_real_file_that_plain_sql_turns_into_a_later_one_is_identical_after_a_sync() throws Exception {
        Path older = Tandem.realFile("products-2025-11-05.db");
        Path later = Tandem.realFile("products-2025-11-12.db");
        assumeTrue(Files.exists(older) && Files.exists(later), "the real files are not on this machine");
        Path laptop = folder.resolve("real.db");
        Files.copy(older, laptop);
        assumeTrue(laptop.toFile().setWritable(true));
        adopt(laptop);
        sync(laptop);
        assertIdentical(verify(laptop));
        turnInto(laptop, later);
        sync(laptop);
        JsonNode answer = verify(laptop);
        assertIdentical(answer);
        assertThat(answer.path("compared").asLong()).isGreaterThan(1362);
    }

    /** With plain SQL, in the tables and columns that both have. */
    private static void turnInto(Path file, Path later) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("ATTACH '" + later + "' AS later");
            connection.setAutoCommit(false);
            String columns = columns(connection, "products").stream()
                    .filter(name -> !name.equals("id"))
                    .collect(Collectors.joining(", "));
            statement.executeUpdate("DELETE FROM products WHERE url NOT IN (SELECT url FROM later.products)");
            statement.executeUpdate("UPDATE products SET (" + columns + ") = (SELECT " + columns
                    + " FROM later.products l WHERE l.url = products.url)");
            statement.executeUpdate("INSERT INTO products (" + columns + ") SELECT " + columns
                    + " FROM later.products WHERE url NOT IN (SELECT url FROM products)");
            connection.commit();
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT a.name FROM pragma_table_info('" + table
                        + "', 'main') a JOIN pragma_table_info('" + table + "', 'later') b ON a.name = b.name")) {
            while (row.next()) {
                columns.add(row.getString(1));
            }
        }
        return columns;
    }

    private static void adopt(Path file) throws Exception {
        Tandem.Answer answer =
                Tandem.run(folder, "adopt", file.toString(), "--bootstrap-servers", "127.0.0.1:" + brokerPort);
        assertThat(answer.exitCode()).as(answer.said()).isZero();
    }

    private static void sync(Path file) throws Exception {
        Tandem.Answer answer = Tandem.run(folder, verb("sync", file, "--yes", "--laptop-answer-within", "60s"));
        assertThat(answer.exitCode()).as(answer.said()).isZero();
    }

    private static JsonNode verify(Path file) throws Exception {
        return Tandem.run(folder, verb("verify", file)).json();
    }

    private static void assertIdentical(JsonNode answer) {
        assertThat(answer.path("identical").asBoolean()).as("%s", answer).isTrue();
        assertThat(answer.path("damaged").asInt()).isZero();
    }

    private static String[] verb(String verb, Path file, String... further) {
        List<String> usual = List.of(
                verb,
                "--database",
                file.toString(),
                "--bootstrap-servers",
                "127.0.0.1:" + brokerPort,
                "--service-url",
                "http://127.0.0.1:" + port);
        return Stream.concat(usual.stream(), Stream.of(further)).toArray(String[]::new);
    }

    private static void run(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
