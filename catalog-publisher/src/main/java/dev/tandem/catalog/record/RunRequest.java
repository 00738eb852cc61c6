package dev.tandem.catalog.record;

import dev.tandem.catalog.rules.RetailerRules;
import dev.tandem.cli.error.UserError;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is about.
 *
 * @param retailer whose catalog it is
 * @param category the part of the catalog
 * @param baseline whether it only records what is there, and asks for no review
 * @param rules what is particular about the retailer
 */
public record RunRequest(String retailer, String category, boolean baseline, RetailerRules rules) {
    /**
     * Of names as they were given.
     *
     * @param own the owner's own file of rules
     * @throws UserError if one of them is none
     */
    public static RunRequest of(String retailer, String category, boolean baseline, Optional<Path> own) {
        String whose = name("--retailer", retailer);
        return new RunRequest(whose, name("--category", category), baseline, RetailerRules.of(whose, own));
    }

    /** What kind of run it is, in a word. */
    public String kind() {
        return baseline ? "baseline" : "run";
    }

    private static String name(String flag, String given) {
        String stripped = given.strip();
        if (stripped.isEmpty() || stripped.length() > 100 || stripped.matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage(flag + " takes a name of 1 to 100 characters on one line.", "Give it another name.");
        }
        return stripped;
    }
}
