package dev.tandem.laptop.doctor;

import dev.tandem.cli.output.Escapes;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.adopt.Surroundings;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.file.DamagedException;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.ProgressHandler;

/** The file as a file: where it lies, who may write it, whether it is sound, and whose it is. */
final class FileChecks {
    private static final Duration LONGEST_CHECK = Duration.ofMillis(1_500);
    private static final int STEPS_BETWEEN_LOOKS = 1_000;
    private static final int INTERRUPTED = 9;
    private static final long SPARE_BYTES = 50L * 1024 * 1024;

    private final Path database;
    private final Settings settings;
    private final Consumer<Path> waiting;

    FileChecks(Path database, Settings settings, Consumer<Path> waiting) {
        this.database = database;
        this.settings = settings;
        this.waiting = waiting;
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        if (!Files.exists(database)) {
            checks.add(Check.attention(
                    "database",
                    "There is no file " + database + ".",
                    "Adopt yours (./tandem adopt FILE), or let a sync make one from what the server has."));
            return checks;
        }
        checks.add(permissions());
        List<String> warnings = Surroundings.warnings(database);
        checks.add(
                warnings.isEmpty()
                        ? Check.ok("place", real(database) + " is no link, and in no cloud-synced folder.")
                        : Check.attention("place", String.join(" ", warnings), "Move it, or name the file itself."));
        checks.add(disk());
        try (SyncedFile file = SyncedFile.openReadOnly(database, waiting)) {
            checks.add(database(file));
            checks.add(integrity(file));
            checks.add(bothSides(file));
        } catch (DamagedException e) {
            checks.add(Check.failed("database", e.getMessage() + ".", e.hint() + "; see also: ./tandem backups list"));
        } catch (StreamException e) {
            checks.add(Check.failed("database", e.getMessage() + ".", e.hint() + "."));
        }
        return checks;
    }

    private Check permissions() {
        Path folder = real(database).getParent();
        boolean all = Files.isReadable(database)
                && Files.isWritable(database)
                && (folder == null || Files.isWritable(folder));
        return all
                ? Check.ok("permissions", "The file and its folder may be read and written.")
                : Check.failed(
                        "permissions",
                        database + " or its folder may not be written.",
                        "Give yourself write permission on both: SQLite keeps a journal beside the file.");
    }

    private Check disk() {
        try {
            long free = Files.getFileStore(database).getUsableSpace();
            long size = Files.size(database);
            String message = free / (1024 * 1024) + " MB are free; the file has " + size / (1024 * 1024) + " MB.";
            return free > 2 * size + SPARE_BYTES
                    ? Check.ok("disk", message)
                    : Check.attention("disk", message, "Make room: each copy of the file takes as much as the file.");
        } catch (IOException e) {
            return Check.skipped("disk", "The disk does not say how much is free: " + e.getMessage() + ".");
        }
    }

    private Check database(SyncedFile file) {
        String journal = file.alone(
                "read",
                sql -> sql.first("PRAGMA journal_mode", row -> row.getString(1)).orElse("unknown"));
        Optional<Node> node = file.read("read", Node::read);
        if (node.isEmpty()) {
            return Check.attention(
                    "database",
                    database + " has not been adopted.",
                    "./tandem adopt " + Escapes.quoted(database.toString()));
        }
        if (node.get().role() != Role.LAPTOP) {
            return Check.failed(
                    "database",
                    database + " is the server's own database.",
                    "Each node needs a database of its own; name the laptop's with --database.");
        }
        return Check.ok("database", "Adopted; node " + node.get().id() + ", journal mode " + journal + ".");
    }

    private Check integrity(SyncedFile file) {
        long deadline = System.nanoTime() + LONGEST_CHECK.toNanos();
        return file.alone("check", sql -> {
            ProgressHandler.setHandler(sql.connection(), STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return System.nanoTime() > deadline ? 1 : 0;
                }
            });
            try {
                String found = sql.first("PRAGMA quick_check(1)", row -> row.getString(1))
                        .orElse("nothing");
                return found.equals("ok")
                        ? Check.ok("integrity", "SQLite finds the file sound.")
                        : Check.failed(
                                "integrity",
                                "SQLite finds it damaged: " + found + ".",
                                "Put a copy in its place: " + LaptopFile.command("backups list", database)
                                        + ", then backups restore COPY.");
            } catch (SQLException e) {
                if (e.getErrorCode() != INTERRUPTED) {
                    throw e;
                }
                return Check.skipped(
                        "integrity",
                        "The file is too large to be checked within " + LONGEST_CHECK.toMillis()
                                + " ms; to check it: sqlite3 FILE 'PRAGMA quick_check'.");
            } finally {
                ProgressHandler.clearHandler(sql.connection());
            }
        });
    }

    /** On one machine the server's database can be looked at as well. */
    private Check bothSides(SyncedFile file) {
        Path server = ServersDatabase.of(settings);
        if (!Files.isReadable(server)) {
            return Check.skipped("both sides", "The server's database is not on this machine.");
        }
        if (real(server).equals(real(database))) {
            return Check.failed(
                    "both sides",
                    "The server's and the laptop's database are one file, " + real(server) + ".",
                    "Each node needs a database of its own; name the laptop's with --database.");
        }
        String mine = id(file);
        String theirs;
        try (SyncedFile other = SyncedFile.openReadOnly(server)) {
            theirs = id(other);
        } catch (StreamException e) {
            return Check.skipped("both sides", e.getMessage() + ".");
        }
        return mine.equals(theirs) && !mine.isEmpty()
                ? Check.failed(
                        "both sides",
                        "The server's database " + server + " says it is the same node as this one: one is a copy.",
                        "Restore the right one (./tandem backups list), or let a sync make the laptop's anew.")
                : Check.ok("both sides", "The server's database is " + server + ", a node of its own.");
    }

    private static String id(SyncedFile file) {
        return file.read("read", sql -> Node.read(sql).map(Node::id).orElse(""));
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
