package dev.tandem.torture.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.Tunnel;
import dev.tandem.torture.plan.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** A broker, a service and two laptops, each a process that the launcher starts, and the network between them. */
public final class Site implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final Duration VERB_WITHIN = Duration.ofMinutes(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(20);

    /** The exit code of a process that was ended by SIGKILL. */
    private static final int KILLED = 128 + 9;

    private final Path folder;
    private final Path logs;
    private final BooleanSupplier stopped;
    private final Tunnel kafka = Tunnel.open();
    private final Tunnel phones = Tunnel.open();
    private final Map<Part, ChildApp> running = new ConcurrentHashMap<>();
    private final Map<Part, UserFile> files = new EnumMap<>(Part.class);
    private final Map<Part, Handicap> handicaps = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** In that folder; nothing runs yet. */
    public Site(Path folder, BooleanSupplier stopped) throws IOException {
        this.folder = folder;
        this.stopped = stopped;
        this.logs = Files.createDirectories(folder.resolve("logs"));
        Path copies = Files.createDirectories(folder.resolve("copies"));
        file(Part.SERVICE, folder.resolve("data/server/products.db"), copies);
        file(Part.LAPTOP_ONE, Files.createDirectories(folder.resolve("one")).resolve("products.db"), copies);
        file(Part.LAPTOP_TWO, Files.createDirectories(folder.resolve("two")).resolve("products.db"), copies);
    }

    private void file(Part part, Path path, Path copies) {
        files.put(part, new UserFile(part, path, copies.resolve(part.text() + ".db")));
    }

    /** A node's database. */
    public UserFile file(Part part) {
        return Optional.ofNullable(files.get(part)).orElseThrow();
    }

    /** The server's database and the laptops'. */
    public List<UserFile> files() {
        return List.copyOf(files.values());
    }

    /** Between everyone and Kafka. */
    public Tunnel kafka() {
        return kafka;
    }

    /** Between phones and the service. */
    public Tunnel phones() {
        return phones;
    }

    /** Where Kafka is reached. */
    public String bootstrapServers() {
        return "127.0.0.1:" + kafka.port();
    }

    /** Where phones reach the service. */
    public String serviceUrl() {
        return "http://127.0.0.1:" + phones.port();
    }

    /** Starts what stays: the broker, the service, the first laptop's watch. */
    public void start(Part part) throws InterruptedException {
        switch (part) {
            case BROKER -> {
                JsonNode ready =
                        startAndWait(part, "broker", "--broker-port", "0", "--advertised-port", "" + kafka.port());
                kafka.leadTo(port(ready.path("bootstrapServers").asText()));
            }
            case SERVICE -> {
                JsonNode ready =
                        startAndWait(part, "service", "--port", "0", "--bootstrap-servers", bootstrapServers());
                phones.leadTo(port(ready.path("serviceUrl").asText()));
            }
            case LAPTOP_ONE -> launch(part, true, laptop(part, "watch"));
            default -> throw new IllegalArgumentException(part + " does not stay");
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).replace("/", ""));
    }

    private JsonNode startAndWait(Part part, String... verb) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return launch(part, true, all)
                .answer(START_WITHIN, this::isStopped)
                .orElseThrow(() -> new InterruptedException(part.text() + " was not waited for"));
    }

    private synchronized ChildApp launch(Part part, boolean stays, List<String> verb) throws InterruptedException {
        if (isStopped()) {
            throw new InterruptedException("nothing is started any more");
        }
        log(part, "tandem " + String.join(" ", verb));
        ChildApp app = stays
                ? ChildApp.start(verb, line -> log(part, line), builder -> prepare(part, builder))
                : ChildApp.startShort(verb, line -> log(part, line), builder -> prepare(part, builder));
        running.put(part, app);
        if (closed) {
            app.kill();
        }
        return app;
    }

    /** No settings of the user's, and none of the user's devices. */
    private void prepare(Part part, ProcessBuilder builder) {
        Apart.in(folder).accept(builder);
        handicaps.getOrDefault(part, Handicap.NONE).lay(builder);
    }

    /** From now on a part's processes are started on a machine whose clock is wrong by so much. */
    public void wrongClock(Part part, Duration ahead) {
        log(part, "CLOCK ahead by " + ahead);
        handicaps.put(part, Handicap.clock(ahead));
    }

    /** From now on a part's processes are started where no file can grow beyond what the database has now. */
    public void fullDisk(Part part) throws IOException {
        log(part, "DISK full");
        handicaps.put(part, Handicap.largestFile(Files.size(file(part).path())));
    }

    /** From now on a part's processes are started on a sound machine. */
    public void soundMachine(Part part) {
        log(part, "MACHINE sound");
        handicaps.remove(part);
    }

    private boolean isStopped() {
        return closed || stopped.getAsBoolean();
    }

    /** A laptop's verb as it is typed. */
    public List<String> laptop(Part part, String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--database", file(part).path().toString()));
        all.addAll(List.of("--bootstrap-servers", bootstrapServers()));
        return all;
    }

    /**
     * Runs a verb of a laptop, or the publisher, to its end.
     *
     * @return what it answered; empty if it was killed
     * @throws UserError with what it told, if it failed
     */
    public Optional<JsonNode> run(Part part, List<String> verb) throws InterruptedException {
        ChildApp app = launch(part, false, verb);
        try {
            Optional<JsonNode> answer = app.answer(VERB_WITHIN, this::isStopped);
            answer.ifPresent(json -> log(part, json.toString()));
            app.awaitEnd(END_WITHIN);
            return answer;
        } catch (UserError e) {
            log(part, e.message());
            if (app.exitCode().orElse(0) == KILLED) {
                return Optional.empty();
            }
            throw e;
        } finally {
            app.kill();
            running.remove(part, app);
        }
    }

    /** As {@code kill -9} does; whether there was a process. */
    public boolean kill(Part part) throws InterruptedException {
        ChildApp app = running.remove(part);
        if (app == null) {
            return false;
        }
        log(part, "KILLED");
        app.kill();
        app.awaitEnd(END_WITHIN);
        return true;
    }

    /** Stops it as a user does; whether there was a process. */
    public boolean stop(Part part) {
        ChildApp app = running.remove(part);
        if (app == null) {
            return false;
        }
        log(part, "TO BE STOPPED");
        app.close();
        return true;
    }

    /** Whether it runs. */
    public boolean isRunning(Part part) {
        ChildApp app = running.get(part);
        return app != null && app.exitCode().isEmpty();
    }

    /** What should run and has ended by itself, with its exit code. */
    public Optional<Integer> ended(Part part) {
        ChildApp app = running.get(part);
        return app == null || app.exitCode().isEmpty()
                ? Optional.empty()
                : Optional.of(app.exitCode().getAsInt());
    }

    /** Stops a process where it stands, and lets it go on after a while; whether there was one. */
    public boolean freeze(Part part, long millis) throws IOException {
        ChildApp app = running.get(part);
        if (app == null || app.exitCode().isPresent()) {
            return false;
        }
        log(part, "FROZEN for " + millis + " ms");
        Signals.stopFor(app.pid(), millis);
        return true;
    }

    /** Keeps a copy of each database, in the place of the one before. */
    public void keepCopies() throws IOException, SQLException {
        for (UserFile file : files.values()) {
            file.keepCopy();
        }
    }

    /**
     * Kills who has a database open, and replaces it by its copy.
     *
     * @return the time of the copy in milliseconds; -1 if there is none
     */
    public synchronized long restore(Part part) throws IOException, SQLException, InterruptedException {
        kill(part);
        if (part == Part.LAPTOP_TWO) {
            kill(Part.PUBLISHER);
        }
        log(part, "RESTORED");
        return file(part).replaceByCopy();
    }

    /** Notes something in the log of a part. */
    public void log(Part part, String line) {
        try {
            Files.writeString(
                    logs.resolve(part.text() + ".log"),
                    LocalTime.now(ZoneOffset.UTC).withNano(0) + " " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all processes, whatever state they are in. */
    @Override
    public void close() throws IOException {
        closed = true;
        running.values().forEach(ChildApp::kill);
        try {
            for (ChildApp app : running.values()) {
                app.awaitEnd(END_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kafka.close();
        phones.close();
    }
}
