package dev.tandem.stream.node;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What follows when two people decided differently, neither knowing of the other. The rule has settled it before. */
public enum ConflictPolicy {
    /** The later verdict stands, and that is the end of it; both are kept for whoever asks. */
    LATEST,
    /** The server issues its own verdict once more, above the other. */
    SERVER_WINS,
    /** The later verdict stands until the owner chooses; the conflict stays open until then. */
    REVIEW;

    /** As it stands in settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy of that name, if there is one. */
    public static Optional<ConflictPolicy> of(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.text().equals(text))
                .findFirst();
    }
}
