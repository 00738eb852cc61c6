package dev.tandem.catalog.match;

import dev.tandem.catalog.feed.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Items of a feed that are sought among what is known. The items are indexed and what is known passes by, not the other
 * way round: so memory grows with the feed alone, and each known product is read once.
 *
 * <p>All are added before the first product or address passes.
 */
public final class Sought {
    private final Thresholds thresholds;
    private final List<Fingerprint> items = new ArrayList<>();
    private final List<@Nullable Match> found = new ArrayList<>();
    private int[] places = new int[64];
    private int[] entries = new int[64];
    private final Chains byUrl = new Chains();
    private final Chains byNormalizedUrl = new Chains();
    private final Chains byCode = new Chains();
    private final Chains byTitleAndPrice = new Chains();
    private final Chains byImage = new Chains();
    private final SoughtTitles titles;

    /** No items yet. */
    public Sought(Thresholds thresholds) {
        this.thresholds = thresholds;
        this.titles = new SoughtTitles(thresholds);
    }

    /** Adds an item, which stands in the feed behind those that were added before. */
    public void add(Item item) {
        Fingerprint it = Fingerprint.of(Traits.of(item));
        int index = items.size();
        if (index == places.length) {
            places = Arrays.copyOf(places, 2 * index);
            entries = Arrays.copyOf(entries, 2 * index);
        }
        places[index] = item.index();
        entries[index] = titles.add(it);
        items.add(it);
        found.add(null);
        add(byUrl, it.url(), index);
        add(byNormalizedUrl, it.normalized(), index);
        add(byCode, it.code(), index);
        add(byTitleAndPrice, it.titleAndPrice(), index);
        add(byImage, it.image(), index);
    }

    /** How many there are. */
    public int size() {
        return items.size();
    }

    /** The product that an item was found to be, or perhaps to be, among those that have passed by. */
    public Optional<Match> found(Item item) {
        int index = Arrays.binarySearch(places, 0, items.size(), item.index());
        return Match.better(Optional.ofNullable(found.get(index)), Optional.ofNullable(titles.best(entries[index])));
    }

    /** What stands under the address of an item is known; told once all are added, before the first product passes by. */
    public void passAddress(String url) {
        give(byUrl, Hash.of(url), new Match(Match.Strategy.EXACT_URL, 1, url, true));
    }

    /** All that is sought has been added. */
    void begin() {
        titles.begin();
    }

    /** Looks at products that pass by, for one thread. */
    final class Lookout {
        private final SoughtTitles.Lookout similar = titles.lookout();

        /** Finds the titles that are like a product's. */
        Look at(Known product) {
            Fingerprint known = product.fingerprint();
            return new Look(product, known.title().isEmpty() ? List.of() : similar.at(known, product.url()));
        }
    }

    /** One for the thread that asks. */
    Lookout lookout() {
        return new Lookout();
    }

    /** A known product passes by. Of those that are found in the same way the first counts, or the most similar. */
    void take(Look look) {
        Known product = look.product();
        Fingerprint known = product.fingerprint();
        String url = product.url();
        give(byUrl, known.url(), new Match(Match.Strategy.EXACT_URL, 1, url, true));
        give(byNormalizedUrl, known.normalized(), new Match(Match.Strategy.NORMALIZED_URL, 0.98, url, true));
        if (known.code() != Hash.NONE) {
            for (int i = byCode.take(known.code()); i != Chains.END; i = byCode.next(i)) {
                boolean other = items.get(byCode.value(i)).differsFrom(known, thresholds.title());
                give(byCode.value(i), new Match(Match.Strategy.PRODUCT_CODE, other ? 0.6 : 0.95, url, !other));
            }
        }
        give(byTitleAndPrice, known.titleAndPrice(), new Match(Match.Strategy.TITLE_AND_PRICE, 0.9, url, true));
        give(byImage, known.image(), new Match(Match.Strategy.FIRST_IMAGE, 0.8, url, false));
        look.alike().forEach(titles::take);
    }

    private static void add(Chains chains, long hash, int index) {
        if (hash != Hash.NONE) {
            chains.add(hash, index);
        }
    }

    private void give(Chains chains, long hash, Match match) {
        if (hash != Hash.NONE) {
            for (int i = chains.take(hash); i != Chains.END; i = chains.next(i)) {
                give(chains.value(i), match);
            }
        }
    }

    private void give(int index, Match match) {
        Match before = found.get(index);
        if (before == null || match.strategy().compareTo(before.strategy()) < 0) {
            found.set(index, match);
            if (isBetterThanSimilar(match) && (before == null || !isBetterThanSimilar(before))) {
                titles.settle(entries[index]);
            }
        }
    }

    private static boolean isBetterThanSimilar(Match match) {
        return match.strategy().compareTo(Match.Strategy.SIMILAR_TITLE_PRICE) < 0;
    }
}
