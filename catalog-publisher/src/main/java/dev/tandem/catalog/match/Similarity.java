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
        if (Letters.apart(one.letters(), other.letters())
                > mostEdits(Math.max(one.length(), other.length()), atLeast)) {
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
        int edits = edits(one, other, mostEdits(longest, atLeast));
        return edits < 0 ? 0 : 1 - (double) edits / longest;
    }

    /** How many edits apart two texts are, or -1 if it is more than these. What both begin or end with needs none. */
    private static int edits(String one, String other, int most) {
        int shortest = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shortest && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shortest - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int left = Math.max(one.length(), other.length()) - start - end;
        if (start + end == shortest || left <= 1) {
            return left <= most ? left : -1;
        }
        return new LevenshteinDistance(most)
                .apply(one.substring(start, one.length() - end), other.substring(start, other.length() - end));
    }
}
