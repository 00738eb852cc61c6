package dev.tandem.catalog.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The folder, and where in it feeds lie: in the folder itself where a retailer and a category were given, else in
 * {@code RETAILER/CATEGORY/} below it.
 */
record DropFolder(Path path, Optional<DroppedFrom> given) {
    /** Where what was taken goes, beside where it lay. */
    static final String DONE = "done";
    /** Where what is no feed goes. */
    static final String REJECTED = "rejected";
    /** What the name of a list of reasons ends with. */
    static final String REASONS = ".reasons.txt";

    private static final List<String> UNFINISHED =
            List.of(".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~");

    /** Whose feeds they all are. */
    record DroppedFrom(String retailer, String category) {}

    /** What lies there now, in the order of its names. */
    List<DroppedFeed> feeds() throws IOException {
        List<DroppedFeed> feeds = new ArrayList<>();
        if (given.isPresent()) {
            addFeeds(path, given.get(), feeds);
        } else {
            for (Path retailer : folders(path)) {
                for (Path category : folders(retailer)) {
                    addFeeds(category, new DroppedFrom(name(retailer), name(category)), feeds);
                }
            }
        }
        return feeds;
    }

    /** Files that lie where no retailer and category can be told of them. */
    List<Path> misplaced() throws IOException {
        List<Path> misplaced = new ArrayList<>();
        if (given.isEmpty()) {
            misplaced.addAll(files(path));
            for (Path retailer : folders(path)) {
                misplaced.addAll(files(retailer));
            }
        }
        return misplaced;
    }

    private static void addFeeds(Path folder, DroppedFrom from, List<DroppedFeed> feeds) throws IOException {
        for (Path file : files(folder)) {
            feeds.add(new DroppedFeed(file, from.retailer(), from.category()));
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        return entries(
                folder,
                entry -> Files.isDirectory(entry)
                        && !name(entry).startsWith(".")
                        && !name(entry).equals(DONE)
                        && !name(entry).equals(REJECTED));
    }

    /** Its files but those whose names say that they are not finished, or are hidden. */
    private static List<Path> files(Path folder) throws IOException {
        return entries(folder, entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) && isMeant(name(entry)));
    }

    private static boolean isMeant(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !plain.endsWith(REASONS)
                && UNFINISHED.stream().noneMatch(plain::endsWith);
    }

    private static List<Path> entries(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, filter)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        return entries;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
