package dev.tandem.stream.adopt;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.TandemTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whole-file copies beside the database, made with {@code VACUUM INTO}; the last few are kept. A copy gets its name once
 * it is whole and on the disk, so that one that was interrupted is never taken for a copy.
 */
public final class Backup {
    /** How many copies are kept where the file does not say otherwise. */
    public static final int KEPT = 7;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNFINISHED = ".unfinished";

    private Backup() {}

    /**
     * A copy.
     *
     * @param at when it was made
     * @param occasion why, in a word: {@code adopt}, {@code schema}, {@code sync}, {@code restore} …
     */
    public record Copy(Path path, Instant at, long bytes, String occasion) {}

    /** Makes a copy now; its path. */
    public static Path make(SyncedFile file, String occasion, Instant now) {
        Path copy = makeBeside(file, occasion, now);
        prune(file);
        return copy;
    }

    /** Makes a copy and lets all others be. */
    public static Path makeBeside(SyncedFile file, String occasion, Instant now) {
        Path copy = name(file.path(), occasion, now);
        Path unfinished = copy.resolveSibling(copy.getFileName() + UNFINISHED);
        discard(unfinished);
        try {
            file.alone("copy", sql -> sql.update("VACUUM INTO ?", unfinished.toString()));
        } catch (StreamException e) {
            discard(unfinished);
            throw e;
        }
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StreamException(
                    "could not keep the copy " + copy + ": " + e.getMessage(), "check the disk and its permissions", e);
        }
        return copy;
    }

    /** What a copy made now is called, in a folder that is there. */
    public static Path name(Path database, String occasion, Instant now) {
        Path folder = folder(database);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StreamException(
                    "could not make the folder " + folder + " for a copy of " + database + ": " + e.getMessage(),
                    "give yourself write permission on the folder of the database",
                    e);
        }
        return folder.resolve(database.getFileName() + "." + STAMP.format(now) + "." + occasion);
    }

    /** Makes a copy unless there is one of today, on whatever occasion it was made. */
    public static Optional<Path> makeDaily(SyncedFile file, Instant now) {
        String today = STAMP.format(now).substring(0, 8);
        boolean done = copies(file.path()).stream()
                .anyMatch(copy -> STAMP.format(copy.at()).startsWith(today));
        return done ? Optional.empty() : Optional.of(make(file, "sync", now));
    }

    /** The copies of a database, newest first. */
    public static List<Path> list(Path database) {
        return copies(database).stream().map(Copy::path).toList();
    }

    /** The copies of a database with what is known of them, newest first. */
    public static List<Copy> copies(Path database) {
        Path folder = folder(database);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(database.getFileName() + ".") + "(\\d{8}T\\d{9}Z)\\.([a-z]+)");
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> copy(name, file).stream())
                    .sorted(Comparator.comparing(Copy::path).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the oldest copies away, beyond as many as the file says are to be kept. */
    public static void prune(SyncedFile file) {
        int kept = file.read(
                "read",
                sql -> TandemTables.exist(sql)
                        ? Meta.BACKUPS_KEPT.read(sql).map(Integer::valueOf).orElse(KEPT)
                        : KEPT);
        for (Path old : list(file.path()).stream().skip(kept).toList()) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Notes in the file how many copies of it are to be kept, whoever makes them. */
    public static void keep(SyncedFile file, int copies) {
        String number = Integer.toString(copies);
        String noted = file.read("read", Meta.BACKUPS_KEPT::read).orElse(Integer.toString(KEPT));
        if (!noted.equals(number)) {
            file.write("note the number of copies in", sql -> {
                Meta.BACKUPS_KEPT.write(sql, number);
                return true;
            });
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new StreamException(
                    "could not make a copy: " + e.getMessage(), "check the permissions of that folder", e);
        }
    }

    private static Optional<Copy> copy(Pattern name, Path file) {
        Matcher parts = name.matcher(file.getFileName().toString());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Instant at = STAMP.parse(parts.group(1), Instant::from);
            return Optional.of(new Copy(file, at, Files.size(file), parts.group(2)));
        } catch (IOException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Path folder(Path database) {
        return database.toAbsolutePath().resolveSibling("tandem-backups");
    }
}
