package dev.tandem.service.nodes;

import dev.tandem.cli.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The open keys of those that may send changes, in a file that the service looks at before it merges. */
record SealBook(Path file) {
    static SealBook in(Path serverFolder) {
        return new SealBook(serverFolder
                .resolve("nodes")
                .resolve("seals.properties")
                .toAbsolutePath()
                .normalize());
    }

    /** From now on what that login seals is taken. */
    void put(String login, String openKey) throws IOException {
        Map<String, String> all = all();
        all.put(login, openKey);
        write(all);
    }

    /** From now on nothing that it sealed is taken. */
    void remove(String login) throws IOException {
        Map<String, String> all = all();
        if (all.remove(login) != null) {
            write(all);
        }
    }

    /** Makes the book if there is none: a service that is told of one and finds none takes nothing. */
    void begin() throws IOException {
        if (!Files.exists(file)) {
            write(Map.of());
        }
    }

    private Map<String, String> all() {
        return Files.exists(file) ? new TreeMap<>(SettingsFile.read(file)) : new TreeMap<>();
    }

    private void write(Map<String, String> all) throws IOException {
        SettingsFile.write(file, "By which keys the service knows who sealed a change. Made by tandem nodes add.", all);
    }
}
