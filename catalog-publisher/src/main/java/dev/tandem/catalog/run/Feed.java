package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.fetch.Fetched;
import dev.tandem.catalog.fetch.Validators;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a feed comes from: a file, standard input, or the web. */
record Feed(String given) {
    private static final String STANDARD_INPUT = "-";

    /** What it is called in messages. */
    String name() {
        if (isOnTheWeb()) {
            return Fetched.name(given);
        }
        return given.equals(STANDARD_INPUT) ? "on standard input" : given;
    }

    /** Where it comes from; of a feed that is fetched from a shop, the shop is known. */
    Origin origin(Optional<String> shop) {
        return new Origin(
                name(),
                shop.or(() -> isOnTheWeb() ? Optional.of(given) : Optional.empty())
                        .map(Origin::shopAt));
    }

    boolean isOnTheWeb() {
        return Fetched.isAddress(given);
    }

    /** A feed that can be read. */
    record Opened(InputStream in, Validators version, AutoCloseable behind) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
            try {
                behind.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    /**
     * Opens it.
     *
     * @param known the version that was taken already, of a feed on the web
     * @param most how many bytes are fetched from there at most
     * @return empty if nothing has changed since that version
     */
    Optional<Opened> open(Validators known, long most, Progress progress) throws IOException {
        if (isOnTheWeb()) {
            Optional<Fetched> fetched =
                    Fetched.fetch(given, known, most, bytes -> progress.megabytes("fetching " + name(), bytes));
            return fetched.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Opened(fetched.get().content(), fetched.get().validators(), fetched.get()));
        }
        return Optional.of(new Opened(local(), Validators.NONE, () -> {}));
    }

    private InputStream local() {
        if (given.equals(STANDARD_INPUT)) {
            return System.in;
        }
        try {
            Path path = Path.of(given);
            if (Files.isDirectory(path)) {
                throw UserError.failed(
                        "The feed " + given + " is a folder.", "Name the file itself, or - for standard input.");
            }
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw UserError.failed(
                    "There is no feed " + given + ".", "Check the path, and the folder you are in (--feed).", e);
        } catch (IOException e) {
            throw UserError.failed(
                    "The feed " + given + " could not be opened: " + e.getMessage() + ".",
                    "Check the permissions of the file (--feed).",
                    e);
        }
    }
}
