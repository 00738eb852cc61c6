package dev.tandem.laptop.connection;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Setting;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The credential by which this laptop compares itself with the server. It is kept in the user's configuration folder, by
 * node and service, and never in the database: a copy of that carries it nowhere.
 */
public final class NodeToken {
    /** The credential itself, for machines on which no file shall hold it. */
    public static final Setting<String> TOKEN = Setting.text("service.token", "none");

    /** All settings about the service. */
    public static final List<Setting<?>> ALL = List.of(TOKEN, ServiceAddress.AUTHORITY);

    private NodeToken() {}

    /**
     * The token for a service: from the settings, from pairing, or, on the server's own machine, from its data folder. A file that was
     * found to be an old copy or a twin goes on as a new node, and is paired as it was: its owner, in whose folder the token is, is
     * the same.
     *
     * @param nodeIds all that the database has had, the latest first
     */
    public static Optional<String> find(Settings settings, List<String> nodeIds) {
        String serviceUrl = settings.get(CommonSettings.SERVICE_URL);
        Optional<String> given = settings.find(TOKEN);
        return given.or(() -> nodeIds.stream()
                        .flatMap(nodeId -> read(file(nodeId, serviceUrl)).stream())
                        .findFirst())
                .or(() -> ServiceAddress.isThisMachine(serviceUrl)
                        ? read(settings.get(CommonSettings.DATA)
                                .resolve("server")
                                .resolve("node.token"))
                        : Optional.empty());
    }

    /** Keeps the token that pairing gave, and where the service is. */
    public static Path keep(String nodeId, String serviceUrl, String token) {
        Path file = file(nodeId, serviceUrl);
        try {
            Files.createDirectories(file.getParent());
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(half);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(half, token + "\n");
            PairedService.keep(nodeId, serviceUrl);
            return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw UserError.failed(
                    "Keeping the credential in " + file + " failed: " + e.getMessage() + ".",
                    "Check the permissions of that folder, and ask for a new link: the one you used is used up.",
                    e);
        }
    }

    static Path file(String nodeId, String serviceUrl) {
        URI address = URI.create(serviceUrl);
        // This machine has several names, and a link may be for another than the setting.
        String service = ServiceAddress.isThisMachine(serviceUrl)
                ? "localhost" + (address.getPort() < 0 ? "" : ":" + address.getPort())
                : address.getRawAuthority();
        String name =
                nodeId + "@" + String.valueOf(service).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
        return folder().resolve(name + ".token");
    }

    static Path folder() {
        return Settings.userFolder().resolve("nodes");
    }

    private static Optional<String> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException absentOrNotForUs) {
            return Optional.empty();
        }
    }
}
