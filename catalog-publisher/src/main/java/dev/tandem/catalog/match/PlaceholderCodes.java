package dev.tandem.catalog.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.feed.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Product codes that a feed gives to so many products that they tell none of them from another, as a shop that has none
 * writes the same one everywhere. The sizes of one product, with similar titles, may share a code however many they are.
 */
public final class PlaceholderCodes {
    /** A code that stands beside more titles than these, none like another, is a placeholder. */
    public static final int MOST_TITLES = 5;

    private final Thresholds thresholds;
    private final Set<String> codes = new HashSet<>();

    /** None yet. */
    public PlaceholderCodes(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The code that a feed gives to an item, as it is compared. */
    public static Optional<String> given(Item item) {
        String code = item.listing().path("product_code").asText("").strip().toUpperCase(Locale.ROOT);
        return code.isEmpty() ? Optional.empty() : Optional.of(code);
    }

    /** Looks at the titles that a code stands beside. */
    public void look(String code, List<String> titles) {
        List<Title> apart = new ArrayList<>();
        for (String each : titles) {
            Title title = Title.of(NormalizedTitle.of(each, null));
            if (!title.isEmpty()
                    && apart.stream()
                            .allMatch(it -> Similarity.of(it, title, thresholds.title()) < thresholds.title())) {
                apart.add(title);
            }
            if (apart.size() > MOST_TITLES) {
                codes.add(code);
                return;
            }
        }
    }

    /** An item as it is matched: without its code, if that is a placeholder. */
    public Item without(Item item) {
        if (codes.isEmpty() || given(item).filter(codes::contains).isEmpty()) {
            return item;
        }
        ObjectNode listing = item.listing().deepCopy();
        listing.remove("product_code");
        return new Item(item.index(), item.line(), item.url(), item.title(), listing);
    }
}
