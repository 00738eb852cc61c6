package dev.tandem.benchmarks.installation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.benchmarks.Products;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.Tunnel;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A broker, a service with a database, and a laptop in step with it: each a process, as the launcher starts it. */
public final class Installation implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final Duration VERB_WITHIN = Duration.ofMinutes(10);
    private static final Duration STREAM_WITHIN = Duration.ofMinutes(10);

    private final Tunnel tunnel;
    private final List<ChildApp> apps = new ArrayList<>();
    private final KafkaSettings kafka;
    private final String serviceUrl;
    private final Path folder;
    private final Path data;
    private final Path laptop;
    private int assessments;

    private Installation(Tunnel tunnel, Path folder, int products) throws Exception {
        this.tunnel = tunnel;
        this.folder = folder;
        this.data = folder.resolve("data");
        this.laptop = folder.resolve("laptop.db");
        Files.createDirectories(data.resolve("server"));
        Products.make(server(), products);
        JsonNode broker = start("broker", "--broker-port", "0", "--advertised-port", Integer.toString(tunnel.port()));
        String address = broker.path("bootstrapServers").asText();
        tunnel.leadTo(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        kafka = KafkaSettings.of(address, "tandem");
        serviceUrl = start("service", "--port", "0", "--bootstrap-servers", address)
                .path("serviceUrl")
                .asText();
    }

    /** Starts one whose server and laptop have that many products. */
    public static Installation start(Path folder, int products, Consumer<String> progress) throws Exception {
        Tunnel tunnel = Tunnel.open();
        Installation made = null;
        try {
            progress.accept("starting with " + products + " products");
            made = new Installation(tunnel, folder, products);
            made.await(Topic.PRODUCTS, products);
            progress.accept("bringing " + products + " products to the laptop");
            made.verb("sync", "--yes");
            return made;
        } catch (Exception e) {
            if (made != null) {
                made.close();
            }
            tunnel.close();
            throw e;
        }
    }

    private JsonNode start(String... verb) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--data", data.toString()));
        ChildApp app = ChildApp.start(all, line -> {}, Apart.in(folder));
        apps.add(app);
        return app.answer(START_WITHIN, () -> false).orElseThrow();
    }

    /** What a laptop's verb answers. */
    JsonNode verb(String... verb) throws InterruptedException {
        return run(settled(verb), VERB_WITHIN);
    }

    /** What a verb answers, on either side. */
    JsonNode run(List<String> verb, Duration atMost) throws InterruptedException {
        return ChildApp.run(verb, atMost, Apart.in(folder));
    }

    /** A verb of the laptop's that stays. */
    ProcessBuilder process(String verb) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("tandem.home"), "tandem")
                .toAbsolutePath()
                .toString());
        command.addAll(settled(verb));
        command.add("--json");
        ProcessBuilder builder = new ProcessBuilder(command);
        Apart.in(folder).accept(builder);
        return builder;
    }

    private List<String> settled(String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--database", laptop.toString()));
        all.addAll(List.of("--bootstrap-servers", "127.0.0.1:" + tunnel.port()));
        all.addAll(List.of("--service-url", serviceUrl));
        return all;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String serviceUrl() {
        return serviceUrl;
    }

    String data() {
        return data.toString();
    }

    /** The processes of the server's side. */
    public List<Long> processes() {
        return apps.stream().map(ChildApp::pid).toList();
    }

    /** What goes over the laptop's wire. */
    public Tunnel tunnel() {
        return tunnel;
    }

    /** The server's file. */
    public Path server() {
        return data.resolve("server/products.db");
    }

    /** The laptop's file. */
    public Path laptop() {
        return laptop;
    }

    /** Turns the verdicts on the first products over by plain SQL, and waits until the service has published them. */
    void assess(int products) throws Exception {
        if (products == 0) {
            return;
        }
        long before = end(Topic.ASSESSMENTS);
        Verdicts.turnOver(server(), products, assessments++);
        await(Topic.ASSESSMENTS, before + products);
    }

    private void await(Topic topic, long end) throws Exception {
        long deadline = System.nanoTime() + STREAM_WITHIN.toNanos();
        while (end(topic) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the service has published " + end(topic) + " of " + end + " records of " + topic);
            }
            Thread.sleep(20);
        }
    }

    private long end(Topic topic) {
        var found = new Topics(kafka).ensure();
        return Extent.of(kafka, found, List.of(topic)).values().stream()
                .mapToLong(Extent::end)
                .sum();
    }

    /** How many products have the same verdict on both sides, to be certain that something was measured. */
    long alike() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + laptop);
                var statement = connection.createStatement()) {
            statement.execute("ATTACH '" + server() + "' AS server");
            try (var alike = statement.executeQuery("""
                    SELECT count(*) FROM products JOIN server.products theirs USING (url)
                     WHERE products.modesty_status IS theirs.modesty_status
                    """)) {
                return alike.getLong(1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = apps.size() - 1; i >= 0; i--) {
            apps.get(i).close();
        }
        tunnel.close();
    }
}
