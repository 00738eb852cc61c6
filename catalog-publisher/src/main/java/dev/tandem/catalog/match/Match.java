package dev.tandem.catalog.match;

import java.util.Locale;
import java.util.Optional;

/**
 * The known product that an item is, or may be.
 *
 * @param strategy how it was found
 * @param confidence how sure that is, from 0 to 1
 * @param knownUrl the address under which it is known
 * @param strong whether it is that product; otherwise a person has to say
 */
public record Match(Strategy strategy, double confidence, String knownUrl, boolean strong) {
    /** How a match is found, in the order in which they are tried. */
    public enum Strategy {
        /** The same address. */
        EXACT_URL,
        /** The same address but for query, fragment, slashes at its end and the case of the host. */
        NORMALIZED_URL,
        /** The same product code of the same retailer. */
        PRODUCT_CODE,
        /** The same title and price. */
        TITLE_AND_PRICE,
        /** A similar title, and a price that is close. */
        SIMILAR_TITLE_PRICE,
        /** The same first picture. */
        FIRST_IMAGE,
        /** A similar title, where one of the two has no price. */
        SIMILAR_TITLE;

        /** As it is written into a review. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The one that was found in the way that is tried first; of two found in the same way the first. */
    public static Optional<Match> better(Optional<Match> one, Optional<Match> other) {
        return one.isEmpty() || (other.isPresent() && other.get().strategy.compareTo(one.get().strategy) < 0)
                ? other
                : one;
    }
}
