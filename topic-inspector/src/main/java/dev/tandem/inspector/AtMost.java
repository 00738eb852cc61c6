package dev.tandem.inspector;

import dev.tandem.cli.error.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many a list shows. */
public final class AtMost {
    /** As many are held, so that a list takes bounded memory. */
    private static final int LARGEST = 10_000;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 10000.")
    private @Nullable Integer limit;

    /**
     * The limit.
     *
     * @param usual if none was given
     * @throws UserError of wrong usage, if it is out of bounds
     */
    public int records(int usual) {
        Integer given = limit;
        if (given != null && (given < 1 || given > LARGEST)) {
            throw UserError.usage(
                    "--limit " + given + " is not between 1 and " + LARGEST + ".",
                    "Choose by other options what is listed, or see all of a topic: tandem tail TOPIC --from beginning");
        }
        return given == null ? usual : given;
    }
}
