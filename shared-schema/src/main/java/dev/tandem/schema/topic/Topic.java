package dev.tandem.schema.topic;

/** The streams: many write changes, one writes the truth. */
public enum Topic {
    /** What changed on a laptop or in a catalog run; read by the server. */
    CHANGES("changes", true),
    /** What stands in the registers of verdicts; written by the server alone. */
    ASSESSMENTS("assessments", true),
    /** The products; written by the server alone. */
    PRODUCTS("products", true),
    /** The review queue; written by the server alone. */
    ASSESSMENT_QUEUE("assessment-queue", true),
    /** Rows of further tables, whole; written by the server alone. */
    ROWS("rows", true),
    /** Completed catalog runs. */
    CATALOG_RUNS("catalog-runs", false),
    /** What each node took in and gave out. */
    SYNC_RECEIPTS("sync-receipts", false),
    /** Events that could not be applied. */
    DEAD_LETTERS("dead-letters", false);

    private final String suffix;
    private final boolean keyed;

    Topic(String suffix, boolean keyed) {
        this.suffix = suffix;
        this.keyed = keyed;
    }

    /** The topic's full name, for example {@code tandem.changes}. */
    public String name(String prefix) {
        return prefix + "." + suffix;
    }

    /** Whether the last record of a key says all, so that the topic may be compacted. */
    public boolean compacted() {
        return keyed;
    }
}
