package dev.tandem.stream.adopt;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whole-file copies beside the database, made with {@code VACUUM INTO}; the last few are kept. */
public final class Backup {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int KEPT = 7;

    private Backup() {}

    /** Makes a copy now; its path. */
    public static Path make(SyncedFile file, String occasion, Instant now) {
        Path folder = folder(file.path());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StreamException(
                    "could not make the folder " + folder + " for a copy of " + file.path() + ": " + e.getMessage(),
                    "give yourself write permission on the folder of the database",
                    e);
        }
        String name = file.path().getFileName() + "." + STAMP.format(now) + "." + occasion;
        Path copy = folder.resolve(name);
        file.alone("copy", sql -> sql.update("VACUUM INTO ?", copy.toString()));
        prune(file.path());
        return copy;
    }

    /** Makes a copy unless there is one of today. */
    public static Optional<Path> makeDaily(SyncedFile file, Instant now) {
        String today = file.path().getFileName() + "." + STAMP.format(now).substring(0, 8);
        boolean done = list(file.path()).stream()
                .anyMatch(copy -> copy.getFileName().toString().startsWith(today));
        return done ? Optional.empty() : Optional.of(make(file, "sync", now));
    }

    /** The copies of a database, newest first. */
    public static List<Path> list(Path database) {
        Path folder = folder(database);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(database.getFileName() + ".") + "\\d{8}T\\d{9}Z\\.[a-z]+");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> name.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path database) {
        return database.toAbsolutePath().resolveSibling("tandem-backups");
    }

    private static void prune(Path database) {
        for (Path old : list(database).stream().skip(KEPT).toList()) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
