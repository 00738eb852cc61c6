package dev.tandem.catalog.run;

import dev.tandem.cli.error.UserError;

/**
 * What a run is about.
 *
 * @param retailer whose catalog it is
 * @param category the part of the catalog
 * @param baseline whether it only records what is there, and asks for no review
 */
public record RunRequest(String retailer, String category, boolean baseline) {
    /**
     * Of names as they were given.
     *
     * @throws UserError if one of them is none
     */
    public static RunRequest of(String retailer, String category, boolean baseline) {
        return new RunRequest(name("--retailer", retailer), name("--category", category), baseline);
    }

    /** What kind of run it is, in a word. */
    String kind() {
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
