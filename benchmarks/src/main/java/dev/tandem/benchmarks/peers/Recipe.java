package dev.tandem.benchmarks.peers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.sqlite.SQLiteJDBCLoader;

/**
 * How the jars of another program are had: a {@code pom.xml} beside this class that Maven resolves on demand. Nothing of it
 * is in Tandem's own build. What was resolved is noted in a folder, so that it is fetched once.
 */
final class Recipe {
    private static final String POM = "pom.xml";
    private static final String CLASSPATH = "classpath.txt";
    private static final String GOAL = "dependency:build-classpath";
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final String ERROR = "[ERROR] ";

    private final String peer;
    private final Path folder;
    private final String maven;

    Recipe(String peer, Path folder, String maven) {
        this.peer = peer;
        this.folder = folder;
        this.maven = maven;
    }

    /** That of a peer, resolved by the user's Maven and noted where the launcher keeps what may be deleted. */
    static Recipe of(String peer) {
        Path folder = Path.of(System.getProperty("tandem.home", ""), "target", "run", "peers", peer);
        return new Recipe(peer, folder, "mvn");
    }

    /** The project whose dependencies are the peer, with Kafka and SQLite as Tandem itself has them. */
    String pom() throws IOException {
        return resource(POM)
                .replace("@kafka.version@", AppInfoParser.getVersion())
                .replace("@sqlite.version@", SQLiteJDBCLoader.getVersion());
    }

    /** A file of the recipe. */
    String resource(String name) throws IOException {
        try (InputStream file = Recipe.class.getResourceAsStream(peer + "/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the recipe of " + peer + " has no " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whether it was fetched as it is now, and all is still there. */
    boolean isFetched() throws IOException {
        Path classpath = folder.resolve(CLASSPATH);
        Path pom = folder.resolve(POM);
        return Files.isReadable(classpath)
                && Files.isReadable(pom)
                && Files.readString(pom).equals(pom())
                && List.of(Files.readString(classpath).strip().split(File.pathSeparator, -1)).stream()
                        .allMatch(jar -> Files.isReadable(Path.of(jar)));
    }

    /**
     * Fetches it, unless that was done before.
     *
     * @throws PeerException if it cannot be had, and why
     */
    void fetch(Consumer<String> progress) throws IOException, InterruptedException, PeerException {
        if (!isFetched()) {
            progress.accept("fetching " + peer);
            fetch();
        }
    }

    /** What to start it from, once it is fetched. */
    String classpath() throws IOException {
        return Files.readString(folder.resolve(CLASSPATH)).strip();
    }

    private void fetch() throws IOException, InterruptedException, PeerException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(CLASSPATH));
        Files.writeString(folder.resolve(POM), pom());
        Path log = folder.resolve("fetch.log");
        Process process;
        try {
            process = new ProcessBuilder(
                            maven, "-q", "-B", GOAL, "-Dmdep.outputFile=" + CLASSPATH, "-Dmdep.includeScope=runtime")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new PeerException("its jars are fetched by Maven, and " + maven + " cannot be started");
        }
        try {
            if (!process.waitFor(WITHIN.toMinutes(), TimeUnit.MINUTES)) {
                throw new PeerException("Maven did not fetch it within " + WITHIN.toMinutes() + " minutes");
            }
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0 || !Files.isReadable(folder.resolve(CLASSPATH))) {
            throw new PeerException("Maven could not fetch it: " + error(Files.readString(log)));
        }
    }

    /** The first thing that was wrong, of what Maven said. */
    static String error(String log) {
        return log.lines()
                .filter(line -> line.startsWith(ERROR))
                .map(line -> line.substring(ERROR.length()).strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it did not say why");
    }
}
