package dev.tandem.catalog.match;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two titles are, from 0 to 1: one less the edits that turn one into the other, by length. */
final class Similarity {
    private Similarity() {}

    /**
     * Of the titles as they are or with their words in order, whichever is greater; 0 where it is less than what is asked
     * for. Titles whose numbers differ are not alike: a number tells models apart.
     */
    static double of(Title one, Title other, double atLeast) {
        if (one.isEmpty() || other.isEmpty() || !one.numbers().equals(other.numbers())) {
            return 0;
        }
        double asTheyAre = ratio(one.text(), other.text(), atLeast);
        return asTheyAre == 1 ? 1 : Math.max(asTheyAre, ratio(one.inOrder(), other.inOrder(), atLeast));
    }

    /** How many edits two titles may be apart, if the longer one has this length. */
    static int mostEdits(int longest, double atLeast) {
        return (int) Math.floor((1 - atLeast) * longest + 1e-9);
    }

    private static double ratio(String one, String other, double atLeast) {
        int longest = Math.max(one.length(), other.length());
        int edits = new LevenshteinDistance(mostEdits(longest, atLeast)).apply(one, other);
        return edits < 0 ? 0 : 1 - (double) edits / longest;
    }
}
