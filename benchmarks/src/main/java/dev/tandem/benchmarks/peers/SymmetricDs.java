package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.Products;
import dev.tandem.cli.process.Tunnel;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SymmetricDS between two files: triggers note what changes in the one, a node beside it routes that, a node beside the other
 * pulls it over HTTP and writes it. No conflict handling is set up beyond what it does by itself.
 */
final class SymmetricDs implements InStep {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final String NOTES_CHANGES =
            "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'products'";
    private static final String IS_REGISTERED = "SELECT 1 FROM sym_node_identity";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Spring and CGLIB of its age define classes in ways that the JDK has closed since. */
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    private final Recipe recipe;
    private final String classpath;
    private final Path folder;
    private final Tunnel tunnel;
    private final AtomicLong bytes;
    private final int port;
    private final PeerProcess server;
    private @Nullable PeerProcess laptop;

    private SymmetricDs(Recipe recipe, String classpath, Path folder, Tunnel tunnel) throws IOException {
        this.recipe = recipe;
        this.classpath = classpath;
        this.folder = folder;
        this.tunnel = tunnel;
        this.bytes = tunnel.count();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        tunnel.leadTo(port);
        server = startServer();
    }

    static SymmetricDs start(Recipe recipe, Path folder, int products, Consumer<String> progress) throws Exception {
        String classpath = recipe.classpath();
        progress.accept("starting SymmetricDS");
        Products.make(folder.resolve("server.db"), products);
        Products.make(folder.resolve("laptop.db"), products);
        SymmetricDs made = open(recipe, classpath, folder);
        try {
            made.await("server.db", NOTES_CHANGES, made.server);
            PeerProcess laptop = made.startLaptop();
            made.await("laptop.db", IS_REGISTERED, laptop);
            return made;
        } catch (Exception e) {
            made.close();
            throw e;
        }
    }

    private static SymmetricDs open(Recipe recipe, String classpath, Path folder) throws IOException {
        Tunnel tunnel = Tunnel.open();
        try {
            return new SymmetricDs(recipe, classpath, folder, tunnel);
        } catch (IOException e) {
            tunnel.close();
            throw e;
        }
    }

    private PeerProcess startServer() throws IOException {
        Path web = folder.resolve("web");
        Files.createDirectories(web.resolve("WEB-INF"));
        Files.writeString(web.resolve("WEB-INF/web.xml"), recipe.resource("web.xml"));
        Path configuration =
                Files.writeString(folder.resolve("configuration.sql"), recipe.resource("configuration.sql"));
        Path properties = node("server", "", configuration.toString());
        return start(
                "server",
                "--server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--properties",
                properties.toString());
    }

    private PeerProcess startLaptop() throws IOException {
        Path properties = node("laptop", "http://127.0.0.1:" + tunnel.port() + "/sync/server", "");
        PeerProcess started = start("laptop", "--client", "--properties", properties.toString());
        laptop = started;
        return started;
    }

    private PeerProcess start(String name, String... arguments) throws IOException {
        List<String> run = new ArrayList<>(OPENED);
        run.add("-Dlog4j.configuration="
                + Files.writeString(folder.resolve("log4j.properties"), recipe.resource("log4j.properties"))
                        .toUri());
        run.add("-Dsymmetric.default.web.dir=" + folder.resolve("web"));
        run.add("org.jumpmind.symmetric.SymmetricLauncher");
        run.add("--jmx-disable");
        run.addAll(List.of(arguments));
        return PeerProcess.start(name, folder, classpath, run);
    }

    private Path node(String name, String registration, String configuration) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".properties"),
                recipe.resource("node.properties")
                        .replace("@name@", name)
                        .replace("@port@", Integer.toString(name.equals("server") ? tunnel.port() : 0))
                        .replace("@registration.url@", registration)
                        .replace("@configuration@", configuration)
                        .replace("@file@", folder.resolve(name + ".db").toString()));
    }

    private void await(String file, String sign, PeerProcess process) throws Exception {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!holds(file, sign)) {
            process.mustRun();
            if (System.nanoTime() > deadline) {
                throw new PeerException("it was not ready within " + READY_WITHIN.toSeconds() + " s; its last words: "
                        + process.lastWords());
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private boolean holds(String file, String query) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public String what() {
        return "SymmetricDS 3.5.19";
    }

    @Override
    public void give(Verdict verdict, int from, int to) throws SQLException {
        try (ProductFile file = ProductFile.open(folder.resolve("server.db"))) {
            file.give(verdict, from, to);
        }
    }

    @Override
    public Path receiving() {
        return folder.resolve("laptop.db");
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long receiver() {
        return laptop().id();
    }

    @Override
    public List<Long> others() {
        return List.of(server.id());
    }

    @Override
    public void mustRun() throws PeerException {
        server.mustRun();
        laptop().mustRun();
    }

    private PeerProcess laptop() {
        return Objects.requireNonNull(laptop, "the laptop's node was not started");
    }

    /** Without a connection: a node that is started again takes its own rows in {@code sym_lock} for a failure, and ends. */
    @Override
    public void whileAway(Work work) throws Exception {
        tunnel.cut();
        work.run();
        tunnel.mend();
    }

    @Override
    public void close() throws IOException {
        if (laptop != null) {
            laptop.close();
        }
        server.close();
        tunnel.close();
    }
}
