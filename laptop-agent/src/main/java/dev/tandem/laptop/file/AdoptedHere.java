package dev.tandem.laptop.file;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.adopt.AdoptedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A database in the working folder that was adopted, where no setting says which one is meant and the usual one is not there. Who
 * adopted it means it; making another beside it would be a second laptop.
 */
public final class AdoptedHere {
    private AdoptedHere() {}

    /** The one that is probably meant, if a verb is about to make another. */
    public static Optional<Path> insteadOf(Path database, Settings settings) {
        return insteadOf(database, settings, Path.of(""));
    }

    static Optional<Path> insteadOf(Path database, Settings settings, Path folder) {
        if (Files.exists(database) || settings.find(CommonSettings.DATABASE).isPresent()) {
            return Optional.empty();
        }
        return AdoptedFiles.laptopsIn(folder);
    }

    /**
     * Makes nothing where that would be a second database beside the one that is meant.
     *
     * @throws UserError if there is one
     */
    public static void requireNone(Path database, Settings settings) {
        insteadOf(database, settings).ifPresent(adopted -> {
            throw UserError.usage(
                    "There is no database " + database + ", but " + adopted
                            + " in this folder is adopted; no other was made beside it.",
                    "Name the one that is meant: --database " + LaptopFile.quoted(adopted.toString())
                            + ", or database = " + adopted + " in tandem.properties here. For a new one: --database "
                            + database + ".");
        });
    }
}
