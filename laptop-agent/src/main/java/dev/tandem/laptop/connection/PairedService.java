package dev.tandem.laptop.connection;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The service that a database was paired with last. Its address is kept beside the credential, in the user's configuration folder,
 * and counts where no setting names a service.
 */
public final class PairedService {
    private PairedService() {}

    /** The settings, with the address of the service that this database was paired with where they name none. */
    public static Settings in(Settings settings, Path database) {
        if (settings.find(CommonSettings.SERVICE_URL).isPresent()) {
            return settings;
        }
        Optional<Path> file = nodesOf(database).stream()
                .map(PairedService::file)
                .filter(Files::exists)
                .findFirst();
        Optional<String> url = file.flatMap(PairedService::read);
        if (url.isEmpty()) {
            return settings;
        }
        Settings paired =
                settings.otherwise(CommonSettings.SERVICE_URL, url.get(), "its pairing, " + file.orElseThrow());
        try {
            paired.get(CommonSettings.SERVICE_URL);
            return paired;
        } catch (UserError noAddress) {
            // What a person may have written there is no reason to stop.
            return settings;
        }
    }

    /** Keeps the address that pairing went to. */
    static void keep(String nodeId, String serviceUrl) throws IOException {
        Files.writeString(file(nodeId), serviceUrl + "\n");
    }

    private static Path file(String nodeId) {
        return NodeToken.folder().resolve(nodeId + ".service");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static List<String> nodesOf(Path database) {
        if (!Files.exists(database)) {
            return List.of();
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database)) {
            return file.read("read", Node::ids);
        } catch (StreamException notToBeRead) {
            // Whoever needs the file itself will say so.
            return List.of();
        }
    }
}
