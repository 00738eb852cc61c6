package dev.tandem.broker;

import dev.tandem.cli.error.UserError;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Puts into words what made a broker fail. */
final class Failure {

    private static final String SEE_LOG = "Look into the broker's log for the details, or run it again with --debug.";

    private Failure() {}

    static UserError atStart(Path folder, Throwable failure) {
        return explain("The broker could not start in " + folder, failure);
    }

    static UserError whileRunning(Path folder, Throwable failure) {
        return explain("The broker in " + folder + " stopped", failure);
    }

    private static UserError explain(String what, Throwable failure) {
        var root = rootOf(failure);
        if (root instanceof UserError error) {
            return error;
        }
        var text = String.valueOf(root.getMessage());
        if (root instanceof AccessDeniedException || text.contains("Read-only file system")) {
            return UserError.failed(
                    what + ": this user may not write there.",
                    "Change the permissions of the folder, or choose another one with --data.",
                    failure);
        }
        if (root instanceof FileAlreadyExistsException || text.endsWith("Not a directory")) {
            return UserError.failed(
                    what + ": there is a file where the folder should be.",
                    "Move the file away, or choose another folder with --data.",
                    failure);
        }
        if (text.contains("No space left on device") || text.contains("not enough space on the disk")) {
            return UserError.failed(
                    what + ": the disk is full.",
                    "Make room, then start it again: what was acknowledged is kept.",
                    failure);
        }
        if (text.contains("only supports versions")) {
            return UserError.failed(
                    what + ": a newer version of Kafka has written the data.",
                    "Run the newer Tandem that wrote them, or choose another folder with --data.",
                    failure);
        }
        if (root instanceof TimeoutException) {
            return UserError.failed(what + ": Kafka was not ready in time.", SEE_LOG, failure);
        }
        return UserError.failed(what + ": " + text + (text.endsWith(".") ? "" : "."), SEE_LOG, failure);
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
