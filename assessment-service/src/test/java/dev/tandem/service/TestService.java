package dev.tandem.service;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.phone.Served;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.service.picture.Outside;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real service on a free port, with a data folder of its own and a broker that is not there. */
public final class TestService implements AutoCloseable, Served {
    /** A broker that is not there. */
    public static final KafkaSettings NOWHERE = KafkaSettings.of("localhost:1", "tandem");

    private final Path data;
    private final TestDatabase database;
    private final RunningService service;
    private final BlockingQueue<String> notes;

    private TestService(Path data, TestDatabase database, RunningService service, BlockingQueue<String> notes) {
        this.data = data;
        this.database = database;
        this.service = service;
        this.notes = notes;
    }

    public static TestService start(Path data) throws IOException, SQLException {
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        return start(data, database, NOWHERE);
    }

    /** The same on a database that is there already, with a broker. */
    public static TestService start(Path data, TestDatabase database, KafkaSettings kafka) throws IOException {
        return start(data, database, kafka, Outside.PUBLIC);
    }

    /** The same with pictures that come from there. */
    public static TestService start(Path data, TestDatabase database, KafkaSettings kafka, Outside outside)
            throws IOException {
        BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        RunningService service = RunningService.start(options(data, 0, kafka), notes::add, outside);
        return new TestService(data, database, service, notes);
    }

    /** One in which the owner settles each conflict. */
    public static TestService startReviewing(Path data) throws IOException, SQLException {
        TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
        ServiceOptions options = options(data, 0, NOWHERE, ConflictPolicy.REVIEW);
        BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        return new TestService(data, database, RunningService.start(options, notes::add), notes);
    }

    public static ServiceOptions options(Path data, int port, KafkaSettings kafka) {
        return options(data, port, kafka, ConflictPolicy.LATEST);
    }

    private static ServiceOptions options(Path data, int port, KafkaSettings kafka, ConflictPolicy policy) {
        Path server = data.resolve("server");
        return new ServiceOptions(
                "127.0.0.1",
                port,
                server,
                server.resolve("products.db"),
                Optional.empty(),
                kafka,
                ZoneOffset.UTC,
                NodeContext.DEFAULT_TOLERANCE,
                policy,
                SyncTable.USUAL_FURTHER);
    }

    /** What a verb printed, and its exit code. */
    public record Ran(int exitCode, String out, String err) {}

    /** Runs one of the server's verbs on a data folder, as the owner would. */
    public static Ran verb(Path data, String... args) {
        boolean json = Stream.of(args).anyMatch("--json"::equals);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(false, false, false, false);
        Output output = new Output(InputStream.nullInputStream(), out, err, terminal, json);
        String[] all = Stream.concat(Stream.of(args), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        int exitCode = Main.run(output, all);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A device with a token of its own, as a program would use it. */
    public TestClient pairedClient(String reviewer) throws IOException {
        return client().withToken(add(reviewer).get("token").asText());
    }

    /** What {@code reviewers add --json} answers. */
    public com.fasterxml.jackson.databind.JsonNode add(String reviewer) throws IOException {
        return TestClient.json(
                verb(data, "reviewers", "add", reviewer, "--json").out());
    }

    @Override
    public String url() {
        return service.url();
    }

    @Override
    public String pairingLink(String reviewer) throws IOException {
        return add(reviewer).get("url").asText();
    }

    /** A program that is the owner's. */
    public TestClient ownersClient() throws IOException {
        return client().withToken(ownerLink().get("token").asText());
    }

    /** What {@code owner link --json} answers. */
    public com.fasterxml.jackson.databind.JsonNode ownerLink() throws IOException {
        return TestClient.json(verb(data, "owner", "link", "--json").out());
    }

    /** The credential that verbs on the server's machine have. */
    public TestClient nodesClient() throws IOException {
        return client().withToken(
                        Files.readString(data.resolve("server/node.token")).strip());
    }

    /** A client without a token. */
    public TestClient client() {
        return new TestClient(service.url());
    }

    /** What the owner is told next. */
    public String nextNote(Duration atMost) throws InterruptedException {
        String note = notes.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (note == null) {
            throw new AssertionError("nothing was noted within " + atMost);
        }
        return note;
    }

    public Path data() {
        return data;
    }

    public TestDatabase database() {
        return database;
    }

    public RunningService running() {
        return service;
    }

    /** A part of the running service. */
    public <T> T part(Class<T> type) {
        return service.context().getBean(type);
    }

    @Override
    public void close() {
        service.close();
    }
}
