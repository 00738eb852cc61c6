package dev.tandem.catalog.match;

import dev.tandem.catalog.feed.Item;
import java.util.List;
import java.util.Optional;

/**
 * The known product that an item is.
 *
 * @param strategy how it was found
 * @param knownUrl the address under which it is known
 */
public record Match(Strategy strategy, String knownUrl) {
    /** How a match is found, in the order in which they are tried. */
    public enum Strategy {
        /** The same address. */
        EXACT_URL,
        /** The same address but for query, fragment, slashes at its end and the case of the host. */
        NORMALIZED_URL
    }

    /** The best match among candidates. Pure: whatever found the candidates, the decision is made here. */
    static Optional<Match> best(Item item, List<String> candidates) {
        if (candidates.contains(item.url())) {
            return Optional.of(new Match(Strategy.EXACT_URL, item.url()));
        }
        String normalized = NormalizedUrl.of(item.url());
        return candidates.stream()
                .filter(known -> NormalizedUrl.of(known).equals(normalized))
                .findFirst()
                .map(known -> new Match(Strategy.NORMALIZED_URL, known));
    }
}
