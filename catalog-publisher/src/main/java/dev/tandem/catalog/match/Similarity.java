package dev.tandem.catalog.match;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two normalized titles are, from 0 to 1: one less the edits that turn one into the other, by length. */
final class Similarity {
    private Similarity() {}

    /**
     * Of the titles as they are or with their words in order, whichever is greater; 0 where it is less than what is asked
     * for. Titles whose numbers differ are not alike: a number tells models apart.
     */
    static double of(String one, String other, double atLeast) {
        if (one.isEmpty() || other.isEmpty() || !numbers(one).equals(numbers(other))) {
            return 0;
        }
        return Math.max(
                ratio(one, other, atLeast), ratio(NormalizedTitle.sorted(one), NormalizedTitle.sorted(other), atLeast));
    }

    private static double ratio(String one, String other, double atLeast) {
        int longest = Math.max(one.length(), other.length());
        int most = (int) Math.floor((1 - atLeast) * longest + 1e-9);
        int edits = new LevenshteinDistance(most).apply(one, other);
        return edits < 0 ? 0 : 1 - (double) edits / longest;
    }

    private static List<String> numbers(String title) {
        return Arrays.stream(title.split(" ", -1))
                .filter(word -> word.chars().anyMatch(Character::isDigit))
                .sorted()
                .toList();
    }
}
