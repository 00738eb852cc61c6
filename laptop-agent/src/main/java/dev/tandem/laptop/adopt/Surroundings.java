package dev.tandem.laptop.adopt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a database had better not lie: behind a link, or in a folder that another program copies to a cloud. */
public final class Surroundings {
    private static final List<String> CLOUDS =
            List.of("dropbox", "icloud", "mobile documents", "onedrive", "google drive", "googledrive", "cloudstorage");

    private Surroundings() {}

    /** What there is to say of where it lies, a sentence each. */
    public static List<String> warnings(Path file) {
        List<String> warnings = new ArrayList<>();
        Path real = real(file);
        if (Files.isSymbolicLink(file)) {
            warnings.add(file + " is a link to " + real
                    + ". A program that replaces the link by a file would leave Tandem behind; name " + real
                    + " itself wherever you can.");
        }
        for (Path part : real) {
            String name = part.toString().toLowerCase(Locale.ROOT);
            if (CLOUDS.stream().anyMatch(name::contains)) {
                warnings.add(
                        real + " lies in " + part + ", which looks like a cloud-synced folder. Such a service copies"
                                + " whole files and may put an older one in place of this; move the database out of it.");
                break;
            }
        }
        return warnings;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }
}
