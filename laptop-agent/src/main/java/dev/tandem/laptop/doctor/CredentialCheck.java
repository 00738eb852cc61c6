package dev.tandem.laptop.doctor;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.NoCredentialException;
import dev.tandem.laptop.connection.NodeToken;
import dev.tandem.laptop.connection.Service;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.connection.ServiceAwayException;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the service lets this laptop compare itself: {@code verify} asks it for that, a sync does without. */
final class CredentialCheck {
    private static final String NAME = "credential";

    private final Settings settings;
    private final Path database;

    CredentialCheck(Settings settings, Path database) {
        this.settings = settings;
        this.database = database;
    }

    List<Check> run() {
        return List.of(check());
    }

    private Check check() {
        List<String> nodes = nodes();
        if (nodes.isEmpty()) {
            return Check.skipped(NAME, "There is no adopted database that could be compared.");
        }
        Optional<String> token = NodeToken.find(settings, nodes);
        try {
            new Service(ServiceAddress.of(settings), token).get("/api/digest");
            return Check.ok(NAME, "The service lets this laptop compare itself (verify).");
        } catch (ServiceAwayException e) {
            return Check.skipped(NAME, "There is no service to ask.");
        } catch (NoCredentialException e) {
            return Check.attention(
                    NAME,
                    "This laptop has no credential, so verify tells only whether both sides are alike: "
                            + e.getMessage(),
                    e.hint());
        } catch (UserError e) {
            return Check.attention(NAME, "verify would fail: " + e.message(), e.hint());
        }
    }

    private List<String> nodes() {
        if (!Files.exists(database)) {
            return List.of();
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database)) {
            return LaptopFile.context(file, settings).isPresent() ? file.read("read", Node::ids) : List.of();
        } catch (StreamException | UserError e) {
            return List.of();
        }
    }
}
