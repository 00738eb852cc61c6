package dev.tandem.service;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's part of the data folder. */
final class DataFolder {
    private DataFolder() {}

    /** Makes the folder if it is not there, and refuses one in which nothing can be written. */
    static void require(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw UserError.failed(
                    "The data folder " + folder.toAbsolutePath() + " cannot be written: " + reason(e) + ".",
                    "Check its permissions, or choose another with --data DIR.",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName().replace("Exception", "");
    }
}
