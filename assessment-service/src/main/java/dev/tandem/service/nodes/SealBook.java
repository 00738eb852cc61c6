package dev.tandem.service.nodes;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.stream.seal.OperatorSeal;
import dev.tandem.stream.seal.Seal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The open keys of those that may send changes, in a file that the service looks at before it merges. */
record SealBook(Path file) {
    private static final Object IN_THIS_PROCESS = new Object();

    static SealBook in(Path serverFolder) {
        return new SealBook(serverFolder
                .resolve("nodes")
                .resolve("seals.properties")
                .toAbsolutePath()
                .normalize());
    }

    /** Makes the book if there is none: a service that is told of one and finds none takes nothing. */
    void begin() throws IOException {
        change(all -> !Files.exists(file));
    }

    /**
     * From now on what that login seals is taken. What it sealed by its key before this one is taken until it gets another: it may
     * have been sent, and not yet read.
     */
    void put(String login, String openKey) throws IOException {
        change(all -> {
            List<String> before = keys(all, login);
            String keys = before.isEmpty() ? openKey : openKey + " " + before.get(0);
            return !keys.equals(all.put(login, keys));
        });
    }

    /** The open keys by which that login is known, the newest first. */
    List<String> keys(String login) {
        return keys(all(), login);
    }

    private static List<String> keys(Map<String, String> all, String login) {
        String keys = all.getOrDefault(login, "").strip();
        return keys.isEmpty() ? List.of() : List.of(keys.split(" +", -1));
    }

    /**
     * From now on nothing that it sealed is taken.
     *
     * @return whether anything was
     */
    boolean remove(String login) throws IOException {
        return Files.exists(file) && change(all -> all.remove(login) != null);
    }

    /**
     * The settings of the seal that all operators share; it is made when the first of them is. Where that is the first login of all,
     * what was noted before bears no seal, and counts. When it is made anew the time stays: what bore none since then was forged.
     */
    Map<String, String> ofOperators() throws IOException {
        Path shared = file.resolveSibling("operators.properties");
        Path since = file.resolveSibling("operators-since.properties");
        locked(() -> {
            if (!Files.exists(shared)) {
                if (!Files.exists(file) && !Files.exists(since)) {
                    SettingsFile.write(
                            since,
                            "Since when operators know each other's notes on dead letters by a seal. Keep it with seals.properties.",
                            Map.of("kafka." + OperatorSeal.SINCE, Instant.now().toString()));
                }
                Seal.Keys keys = Seal.Keys.make();
                SettingsFile.write(
                        shared,
                        "By which operators know each other's notes on dead letters. Made by tandem nodes add; keep it to yourself.",
                        Map.of("kafka." + OperatorSeal.KEY, keys.secret(), "kafka." + OperatorSeal.OPEN, keys.open()));
            }
            return true;
        });
        Map<String, String> settings = new TreeMap<>(SettingsFile.read(shared));
        if (Files.exists(since)) {
            settings.putAll(SettingsFile.read(since));
        }
        return settings;
    }

    /** One change at a time, whichever process makes it: each would else write over what another has just added. */
    private boolean change(Predicate<Map<String, String>> change) throws IOException {
        return locked(() -> changeLocked(change));
    }

    private interface Change {
        boolean run() throws IOException;
    }

    private boolean locked(Change change) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(folder.resolve("seals.lock"), CREATE, WRITE)) {
                FileLock lock = channel.lock();
                try {
                    return change.run();
                } finally {
                    lock.release();
                }
            }
        }
    }

    private boolean changeLocked(Predicate<Map<String, String>> change) throws IOException {
        Map<String, String> all = all();
        boolean changed = change.test(all);
        if (changed) {
            SettingsFile.write(
                    file, "By which keys the service knows who sealed a change. Made by tandem nodes add.", all);
        }
        return changed;
    }

    private Map<String, String> all() {
        return Files.exists(file) ? new TreeMap<>(SettingsFile.read(file)) : new TreeMap<>();
    }
}
