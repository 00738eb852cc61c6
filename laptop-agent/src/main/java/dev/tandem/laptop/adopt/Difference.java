package dev.tandem.laptop.adopt;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.outlook.Outlook;
import dev.tandem.stream.file.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What a file that has just been adopted holds and the stream does not. */
final class Difference {
    /** A broker that is away refuses at once; one that is busy gets some time. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private Difference() {}

    /**
     * How many events the next sync sends; empty if the topics could not be looked at, or the file is none that a laptop of
     * this version can read. Changes nothing.
     */
    static OptionalLong count(Path database, Settings settings, Consumer<Path> waiting) {
        try {
            Outlook outlook = Outlook.of(database, settings, waiting, WITHIN);
            return outlook.incoming() == null ? OptionalLong.empty() : OptionalLong.of(outlook.outgoing());
        } catch (StreamException | UserError e) {
            return OptionalLong.empty();
        }
    }
}
