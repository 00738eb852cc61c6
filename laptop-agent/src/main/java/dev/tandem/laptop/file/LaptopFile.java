package dev.tandem.laptop.file;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The laptop's database, adopted.
 *
 * @param file the database
 * @param context who it is
 * @param made whether it was made just now, and is empty
 */
public record LaptopFile(SyncedFile file, NodeContext context, boolean made) implements AutoCloseable {

    /**
     * Opens the database; where there is none, makes an empty one and its folder.
     *
     * @throws UserError if it has rows and was never adopted: that is for its owner to ask for
     */
    public static LaptopFile openOrMake(Path path, Settings settings) {
        makeFolderOf(path);
        SyncedFile file = SyncedFile.openOrCreate(path);
        try {
            Optional<NodeContext> known = context(file, settings);
            if (known.isPresent()) {
                return new LaptopFile(file, known.get(), false);
            }
            if (file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master")) > 0) {
                throw notAdopted(path);
            }
            NodeContext fresh = Adoption.openOrCreate(file, Role.LAPTOP, zone(settings), tolerance(settings))
                    .context()
                    .with(policy(settings));
            return new LaptopFile(file, fresh, true);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Who an adopted file is. */
    public static Optional<NodeContext> context(SyncedFile file, Settings settings) {
        Optional<NodeContext> context =
                Adoption.context(file, zone(settings), tolerance(settings)).map(c -> c.with(policy(settings)));
        context.ifPresent(c -> requireLaptop(file, c.node().role()));
        return context;
    }

    /** The zone of times that name none. */
    public static ZoneId zone(Settings settings) {
        return settings.get(CommonSettings.CLOCK_ZONE);
    }

    /** How far a clock may be ahead. */
    public static Duration tolerance(Settings settings) {
        return settings.get(CommonSettings.CLOCK_TOLERANCE);
    }

    private static ConflictPolicy policy(Settings settings) {
        return ConflictPolicy.of(settings.get(CommonSettings.CONFLICT_POLICY)).orElseThrow();
    }

    /** The command line for a verb on that database, which is named only if the settings do not name it already. */
    public static String command(String verb, Path database) {
        Path usual = Settings.ofProcess(java.util.Map.of(), java.util.List.of()).get(CommonSettings.DATABASE);
        if (usual.toAbsolutePath().normalize().equals(database.toAbsolutePath().normalize())) {
            return "./tandem " + verb;
        }
        return "./tandem " + verb + " --database " + quoted(database.toString());
    }

    /** As a shell takes it. */
    public static String quoted(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static UserError notAdopted(Path path) {
        return UserError.failed(
                path + " has not been adopted yet.", "Adopt it first: ./tandem adopt " + quoted(path.toString()));
    }

    private static void requireLaptop(SyncedFile file, Role role) {
        if (role != Role.LAPTOP) {
            throw UserError.failed(
                    file.path() + " is the database of a " + role.text() + ", not of a laptop.",
                    "Each node needs a database of its own; name the laptop's with --database.");
        }
    }

    private static void makeFolderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw UserError.failed(
                        "Making the folder " + folder + " for the database failed: " + e.getMessage() + ".",
                        "Check the path (--database) and the permissions there.",
                        e);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
