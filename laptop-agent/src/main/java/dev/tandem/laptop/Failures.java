package dev.tandem.laptop;

import dev.tandem.cli.error.UserError;
import dev.tandem.stream.file.StreamException;
import java.util.Locale;
import java.util.Optional;

/** The engine's failures as a person is told of them: whole sentences. */
final class Failures {
    private Failures() {}

    static Optional<UserError> explain(Throwable failure) {
        return failure instanceof StreamException e
                ? Optional.of(UserError.failed(sentence(String.valueOf(e.getMessage())), sentence(e.hint()), e))
                : Optional.empty();
    }

    /** With a capital, unless it begins with a path or a setting, and a full stop. */
    static String sentence(String text) {
        String stripped = text.strip();
        String begun = stripped.matches("(?s)[a-z]+[ ,:].*")
                ? stripped.substring(0, 1).toUpperCase(Locale.ROOT) + stripped.substring(1)
                : stripped;
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
