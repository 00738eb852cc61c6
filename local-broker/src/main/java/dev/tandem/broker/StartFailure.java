package dev.tandem.broker;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts what went wrong at a start into words. */
final class StartFailure {

    private StartFailure() {}

    static CannotStartException explain(Path folder, Throwable failure) {
        var couldNot = "The broker could not start in " + folder + ": ";
        var root = rootOf(failure);
        if (root instanceof AccessDeniedException) {
            return new CannotStartException(
                    couldNot + "it may not write there.",
                    "Give this user the right to write to the folder, or choose another one.",
                    failure);
        }
        if (root instanceof FileAlreadyExistsException) {
            return new CannotStartException(couldNot + "a file is in the way.", "Choose another folder.", failure);
        }
        if (isDiskFull(root)) {
            return new CannotStartException(
                    couldNot + "the disk is full.", "Free some space, then start it again; nothing is lost.", failure);
        }
        if (root instanceof TimeoutException) {
            return new CannotStartException(
                    couldNot + "Kafka was not ready in time.", "Look into the broker's log, then try again.", failure);
        }
        return new CannotStartException(
                couldNot + root.getMessage(), "Look into the broker's log for the details.", failure);
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isDiskFull(Throwable root) {
        @Nullable String message = root.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("no space left");
    }
}
