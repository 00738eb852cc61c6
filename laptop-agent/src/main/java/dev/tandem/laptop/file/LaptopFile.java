package dev.tandem.laptop.file;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Escapes;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.FurtherTables;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The laptop's database, adopted.
 *
 * @param file the database
 * @param context who it is
 * @param made whether it was made just now, and is empty
 * @param alone the right to send what it has to send; null where that is not wanted, or another process has it
 */
public record LaptopFile(
        SyncedFile file,
        NodeContext context,
        boolean made,
        @Nullable SoleUse alone) implements AutoCloseable {

    /**
     * Opens the database to sync it; where there is none, makes an empty one and its folder.
     *
     * @param verb who syncs it, for other processes that want to
     * @throws UserError if it has rows and was never adopted: that is for its owner to ask for
     * @throws dev.tandem.stream.file.InUseException if another process syncs it
     */
    public static LaptopFile openOrMake(CommonOptions options, String verb) {
        Path path = options.database();
        Settings settings = options.settings();
        makeFolderOf(path);
        SoleUse alone = SoleUse.take(path, verb);
        try {
            SyncedFile file = SyncedFile.openOrCreate(path, options.output()::waitingFor);
            LaptopFile laptop = known(file, settings, alone).orElseGet(() -> made(file, settings, alone));
            Backup.keep(file, settings.get(BackupSettings.KEEP));
            return laptop;
        } catch (RuntimeException e) {
            alone.forget();
            alone.close();
            throw e;
        }
    }

    /**
     * Opens a database that is there and was adopted.
     *
     * @throws UserError if it is not there, or was never adopted
     */
    public static LaptopFile open(CommonOptions options) {
        return open(SyncedFile.open(options.database(), options.output()::waitingFor), options.settings());
    }

    private static LaptopFile open(SyncedFile file, Settings settings) {
        return known(file, settings, null).orElseThrow(() -> {
            file.close();
            return notAdopted(file.path());
        });
    }

    /** As {@link #open}, to be read alone. */
    public static LaptopFile openToRead(CommonOptions options) {
        return open(SyncedFile.openReadOnly(options.database(), options.output()::waitingFor), options.settings());
    }

    /** As {@link #open}, with the right to send what it has to send, unless another process has that. */
    public static LaptopFile openToSend(CommonOptions options, String verb) {
        LaptopFile laptop = open(options);
        return new LaptopFile(
                laptop.file,
                laptop.context,
                false,
                SoleUse.tryTake(options.database(), verb).orElse(null));
    }

    private static Optional<LaptopFile> known(SyncedFile file, Settings settings, @Nullable SoleUse alone) {
        try {
            Optional<NodeContext> known = context(file, settings);
            if (known.isPresent() && alone != null) {
                FurtherTables.accept(file, furtherTables(settings));
            }
            return known.map(context -> new LaptopFile(file, context, false, alone));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static LaptopFile made(SyncedFile file, Settings settings, SoleUse alone) {
        try {
            if (file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master")) > 0) {
                throw notAdopted(file.path());
            }
            NodeContext fresh = Adoption.openOrCreate(
                            file,
                            Role.LAPTOP,
                            zone(settings),
                            tolerance(settings),
                            Optional.of(furtherTables(settings)))
                    .context()
                    .with(policy(settings));
            return new LaptopFile(file, fresh, true, alone);
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

    /** The further tables whose rows travel. */
    public static List<String> furtherTables(Settings settings) {
        return settings.get(CommonSettings.SYNC_TABLES);
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
        return "./tandem " + verb + " --database " + Escapes.quoted(database.toString());
    }

    private static UserError notAdopted(Path path) {
        return UserError.failed(
                path + " has not been adopted yet.",
                "Adopt it first: ./tandem adopt " + Escapes.quoted(path.toString()));
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
        if (alone != null) {
            alone.close();
        }
    }
}
