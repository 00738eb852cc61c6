package dev.tandem.catalog.watch;

import dev.tandem.catalog.run.RunAnswer;
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

    /** To {@code done/}, with what of it was no product or was left out, if anything. */
    static Path done(Path feed, RunAnswer answer) throws IOException {
        List<String> reasons = new ArrayList<>();
        if (answer.rejected() > 0) {
            reasons.add(answer.rejected() + " in this feed are no products; the others were taken.");
            answer.rejects().forEach(reject -> reasons.add(reject.inWords()));
            more(answer.rejected() - answer.rejects().size(), reasons);
        }
        if (answer.warned() > 0) {
            reasons.add("Of what was taken, something was left out.");
            answer.warnings().forEach(warning -> reasons.add(warning.inWords()));
            more(answer.warned() - answer.warnings().size(), reasons);
        }
        return move(feed, DropFolder.DONE, reasons);
    }

    private static void more(int count, List<String> reasons) {
        if (count > 0) {
            reasons.add("… and " + count + " more");
        }
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
