package dev.tandem.catalog.watch;

import dev.tandem.catalog.feed.Reject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves feeds out of the way, beside where they lay and under a name that nothing there has yet. The reasons are written
 * first: a feed that has been moved has them.
 */
final class Aside {
    private Aside() {}

    /** To {@code done/}, with what of it was no product, if anything. */
    static Path done(Path feed, int rejected, List<Reject> rejects) throws IOException {
        if (rejected == 0) {
            return move(feed, DropFolder.DONE, List.of());
        }
        List<String> reasons = new ArrayList<>();
        reasons.add(rejected + " in this feed are no products; the others were taken.");
        rejects.forEach(reject -> reasons.add("line " + reject.line() + ": " + reject.reason()));
        if (rejected > rejects.size()) {
            reasons.add("… and " + (rejected - rejects.size()) + " more");
        }
        return move(feed, DropFolder.DONE, reasons);
    }

    /** To {@code rejected/}, with what is wrong and what to try. */
    static Path rejected(Path feed, String message, String hint) throws IOException {
        return move(feed, DropFolder.REJECTED, List.of(message, hint));
    }

    private static Path move(Path feed, String to, List<String> reasons) throws IOException {
        Path folder = Files.createDirectories(feed.resolveSibling(to));
        Path target = free(folder, feed.getFileName().toString());
        Path beside = folder.resolve(target.getFileName() + DropFolder.REASONS);
        if (reasons.isEmpty()) {
            Files.deleteIfExists(beside);
        } else {
            Path written = Files.write(folder.resolve("." + beside.getFileName() + ".tmp"), reasons);
            Files.move(written, beside, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(feed, target);
    }

    private static Path free(Path folder, String name) {
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        Path target = folder.resolve(name);
        for (int number = 2; Files.exists(target); number++) {
            target = folder.resolve(name.substring(0, dot) + "-" + number + name.substring(dot));
        }
        return target;
    }
}
