package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A laptop's file, the verb on it, and other programs that look into it. */
final class TestCatalog {
    /** Nobody listens there, which is known at once. */
    static final String NO_BROKER = "127.0.0.1:1";

    final Path database;
    private final String broker;

    TestCatalog(Path database, String broker) {
        this.database = database;
        this.broker = broker;
    }

    /** What a verb answered. */
    record Ran(int exitCode, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    /** Runs the verb on a feed; what it says is JSON unless the flags say otherwise. */
    Ran verb(String... args) {
        return named("run", args);
    }

    /** Runs one of the catalog's verbs. */
    Ran named(String verb, String... args) {
        return ran(arguments(verb, args));
    }

    private List<String> arguments(String verb, String... args) {
        List<String> all = new ArrayList<>(List.of("catalog", verb));
        all.addAll(List.of("--retailer", "revolve", "--category", "dresses"));
        all.addAll(List.of("--database", database.toString(), "--bootstrap-servers", broker));
        all.addAll(List.of(args));
        return all;
    }

    /** Runs one of the catalog's verbs with nothing but these arguments. */
    Ran plain(String... args) {
        List<String> all = new ArrayList<>(List.of("catalog"));
        all.addAll(List.of(args));
        return ran(all);
    }

    private static Ran ran(List<String> all) {
        return ran(all, new ByteArrayOutputStream());
    }

    private static Ran ran(List<String> all, ByteArrayOutputStream err) {
        return ran(all, new ByteArrayOutputStream(), err);
    }

    private static Ran ran(List<String> all, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Output output = new Output(
                InputStream.nullInputStream(),
                out,
                err,
                new Terminal(false, false, false, false),
                all.contains("--json"));
        int exitCode = Main.run(output, all.toArray(String[]::new));
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Ran run(Path feed) {
        return verb("--feed", feed.toString(), "--json");
    }

    /** Runs a feed, and does something as soon as the verb has said a word to people. */
    Ran run(Path feed, String word, Runnable then) {
        ByteArrayOutputStream err = new ByteArrayOutputStream() {
            private boolean done;

            @Override
            public synchronized void flush() {
                if (!done && toString(StandardCharsets.UTF_8).contains(word)) {
                    done = true;
                    then.run();
                }
            }
        };
        return ran(arguments("run", "--feed", feed.toString(), "--json"), err);
    }

    /** Runs the verb, which is killed as it begins to tell what it has done; gives what that leaves in the folder. */
    TestCatalog killedBeforeItsAnswer(Path aside, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            private boolean done;

            @Override
            public synchronized void write(byte[] bytes, int from, int count) {
                if (!done) {
                    done = true;
                    Kill.now(database, aside, "before the answer");
                }
            }
        };
        assertThat(ran(arguments("run", args), out, new ByteArrayOutputStream()).exitCode())
                .isEqualTo(1);
        TestCatalog left = new TestCatalog(aside.resolve(database.getFileName().toString()), broker);
        assertThat(left.database).exists();
        return left;
    }

    /** Runs a feed that has to succeed. */
    JsonNode done(Path feed) {
        Ran ran = run(feed);
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
        return ran.json();
    }

    /** Takes a file that holds something into Tandem, as {@code tandem adopt} does. */
    TestCatalog adopted() {
        try (SyncedFile file = SyncedFile.open(database)) {
            Adoption.adopt(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
        }
        return this;
    }

    void script(String statement) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var it = connection.createStatement()) {
            it.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The rows of a query, their columns with bars between. */
    List<String> query(String query) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var it = connection.createStatement();
                var rows = it.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row.stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    String one(String query) {
        return query(query).get(0);
    }

    long count(String table) {
        return Long.parseLong(one("SELECT count(*) FROM " + table));
    }

    /** All that a user sees of the file. */
    List<String> contents() {
        return Stream.concat(
                        query("SELECT * FROM products ORDER BY id").stream(),
                        query("SELECT * FROM assessment_queue ORDER BY id").stream())
                .toList();
    }

    /** A feed of invented products. */
    static Path feed(Path folder, int from, int count) {
        String products = IntStream.range(from, from + count)
                .mapToObj(i -> "{\"url\": \"https://shop.example/p/" + i + "\", \"title\": \"Dress " + i
                        + "\", \"price\": " + (20 + i) + ", \"product_code\": \"D-" + i
                        + "\", \"image_urls\": [\"https://shop.example/p/" + i + ".jpg\"]}")
                .collect(Collectors.joining(",\n", "[", "]"));
        return write(folder, "feed-" + from + "-" + count + ".json", products);
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of real data, which not every machine has. */
    static Path real(String name) {
        return Path.of(System.getProperty("tandem.shared.data", "."), name);
    }

    static Path copy(Path original, Path folder) {
        try {
            Path copy = Files.copy(original, folder.resolve("products.db"));
            assertThat(copy.toFile().setWritable(true)).isTrue();
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
