package dev.tandem.cli.settings;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Escapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which database is meant where no setting says so and the usual one is not there. Who adopted one in the working folder means that;
 * making another beside it would be a second laptop.
 */
public final class MeantDatabase {
    private MeantDatabase() {}

    /**
     * The one that is probably meant, if a verb is about to make another.
     *
     * @param adopted looks for one that was adopted here
     */
    public static Optional<Path> insteadOf(Path database, Settings settings, Supplier<Optional<Path>> adopted) {
        boolean isClear =
                Files.exists(database) || settings.find(CommonSettings.DATABASE).isPresent();
        return isClear ? Optional.empty() : adopted.get();
    }

    /**
     * Makes nothing where that would be a second database beside the one that is meant.
     *
     * @param adopted looks for one that was adopted here
     * @param notAdopted looks for one of products that was not
     * @throws UserError of wrong usage, if there is one
     */
    public static void requireNoneBeside(
            Path database, Settings settings, Supplier<Optional<Path>> adopted, Supplier<Optional<Path>> notAdopted) {
        String forANewOne = " For a new one: --database " + Escapes.quoted(database.toString()) + ".";
        insteadOf(database, settings, adopted).ifPresent(meant -> {
            throw UserError.usage(
                    "There is no database " + database + ", but " + meant
                            + " in this folder is adopted; no other was made beside it.",
                    "Name the one that is meant: --database " + Escapes.quoted(meant.toString()) + ", or database = "
                            + meant + " in tandem.properties here." + forANewOne);
        });
        insteadOf(database, settings, notAdopted).ifPresent(meant -> {
            throw UserError.usage(
                    "There is no database " + database + ", but " + meant
                            + " in this folder has products and is not adopted; no other was made beside it.",
                    "If that one is meant: ./tandem adopt " + Escapes.quoted(meant.toString())
                            + ", and from then on --database " + Escapes.quoted(meant.toString()) + "." + forANewOne);
        });
    }
}
