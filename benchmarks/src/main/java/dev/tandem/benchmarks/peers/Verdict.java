package dev.tandem.benchmarks.peers;

import java.util.List;

/**
 * What is given to many products at once.
 *
 * @param decision of the reviewer; it tells a verdict from the one before, for every program carries it as it is
 * @param assessedAt when, which not every program carries as it is
 */
record Verdict(String decision, String assessedAt) {
    /** The columns of {@code products} that a verdict sets, in the order of {@link #values}. */
    static final List<String> COLUMNS =
            List.of("modesty_status", "lifecycle_stage", "assessment_status", "shopify_status", "assessed_at");

    /** One of that hour, which differs from that of the hour before. */
    static Verdict of(int hour) {
        return new Verdict(hour % 2 == 0 ? "modest" : "not_modest", at(hour));
    }

    private static String at(int hour) {
        return "2025-11-%02d %02d:00:00.000".formatted(1 + hour / 24, hour % 24);
    }

    List<String> values() {
        boolean approved = decision.equals("modest");
        return List.of(
                decision,
                approved ? "assessed_approved" : "assessed_rejected",
                "assessed",
                approved ? "published" : "draft",
                assessedAt);
    }
}
