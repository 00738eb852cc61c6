package dev.tandem.laptop.file;

import dev.tandem.cli.settings.MeantDatabase;
import dev.tandem.cli.settings.Settings;
import dev.tandem.stream.adopt.AdoptedFiles;
import java.nio.file.Path;
import java.util.Optional;

/** A laptop's database in the working folder that is {@linkplain MeantDatabase probably meant}. */
public final class AdoptedHere {
    private AdoptedHere() {}

    /** The one that is probably meant, if a verb is about to make another. */
    public static Optional<Path> insteadOf(Path database, Settings settings) {
        return insteadOf(database, settings, Path.of(""));
    }

    static Optional<Path> insteadOf(Path database, Settings settings, Path folder) {
        return MeantDatabase.insteadOf(database, settings, () -> AdoptedFiles.laptopsIn(folder));
    }

    /**
     * Makes nothing where that would be a second database beside the one that is meant.
     *
     * @throws dev.tandem.cli.error.UserError if there is one
     */
    public static void requireNone(Path database, Settings settings) {
        requireNone(database, settings, Path.of(""));
    }

    static void requireNone(Path database, Settings settings, Path folder) {
        MeantDatabase.requireNoneBeside(
                database, settings, () -> AdoptedFiles.laptopsIn(folder), () -> AdoptedFiles.notAdoptedIn(folder));
    }
}
