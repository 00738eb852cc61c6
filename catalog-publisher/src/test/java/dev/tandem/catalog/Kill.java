package dev.tandem.catalog;

import dev.tandem.stream.file.TransactionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills a run at one of its steps: what lies on the disk at that moment is copied aside, a journal that is still needed
 * included, and nothing that follows counts. A step is just before or just after the commit of a transaction.
 */
final class Kill implements TransactionListener {
    private final Path file;
    private final Path aside;
    private final int at;
    private final List<String> steps = new ArrayList<>();

    /**
     * Of a run that writes to a file.
     *
     * @param aside the folder for what the kill leaves
     * @param at the step, from 0; none of them is below that
     */
    Kill(Path file, Path aside, int at) {
        this.file = file;
        this.aside = aside;
        this.at = at;
    }

    /** Nothing that Tandem catches: a killed process catches nothing either. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String step) {
            super(step);
        }
    }

    /** What has been done so far. */
    List<String> steps() {
        return steps;
    }

    @Override
    public void committing(String attempt) {
        step("before the commit of «" + attempt + "»");
    }

    @Override
    public void committed(String attempt, Duration held) {
        step("after the commit of «" + attempt + "»");
    }

    private void step(String step) {
        steps.add(step);
        if (steps.size() - 1 == at) {
            now(file, aside, step);
        }
    }

    /** Kills it now. */
    static void now(Path file, Path aside, String step) {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), file.getFileName() + "*")) {
            for (Path path : left) {
                if (Files.isRegularFile(path)) {
                    Files.copy(path, aside.resolve(path.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new Killed(step);
    }
}
