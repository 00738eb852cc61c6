package dev.tandem.laptop.file;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database that a verb is about to make: said, and made only where there is a stream to fill it from. */
public final class NewDatabase {
    private NewDatabase() {}

    /**
     * Says so, where there is no file.
     *
     * @throws UserError if another one is probably meant, or Kafka does not answer: then the path may as well be mistyped, and
     *     nothing is made there
     */
    public static void announce(Path database, Settings settings, Output output) {
        if (Files.exists(database)) {
            return;
        }
        AdoptedHere.requireNone(database, settings);
        try {
            Clients.requireReachable(Kafka.of(settings));
        } catch (BrokerAwayException e) {
            throw UserError.failed(
                    "There is no database " + database + ", and none was made, for there is nothing to make it from: "
                            + e.getMessage() + ".",
                    "If it should be there, check the path (--database). If not: " + e.hint() + ".",
                    e);
        }
        output.note("There is no database " + database + " yet: makes a new one there from what the server has.");
    }
}
