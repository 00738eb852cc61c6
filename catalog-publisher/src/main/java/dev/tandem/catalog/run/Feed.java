package dev.tandem.catalog.run;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a feed comes from. */
record Feed(String given) {
    private static final String STANDARD_INPUT = "-";

    /** What it is called in messages. */
    String name() {
        return given.equals(STANDARD_INPUT) ? "on standard input" : given;
    }

    /** Opens it. */
    InputStream open() {
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
