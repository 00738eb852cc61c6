package dev.tandem.catalog.match;

import dev.tandem.catalog.feed.Item;
import java.sql.SQLException;
import java.util.Optional;

/** The items of a feed that came before, by what the next ones may be recognized by. */
public final class EarlierItems {
    private final Thresholds thresholds;
    private final Chains byUrl = new Chains();
    private final Chains byNormalizedUrl = new Chains();
    private final Chains byCode = new Chains();
    private final Chains byTitleAndPrice = new Chains();
    private final Chains byImage = new Chains();

    /** None yet. */
    public EarlierItems(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Reads an item that was added. */
    @FunctionalInterface
    public interface Reader {
        /** The item at this place in the feed. */
        Item at(int place) throws SQLException;
    }

    /** Adds an item. */
    public void add(Item item) {
        Fingerprint it = Fingerprint.of(Traits.of(item));
        add(byUrl, it.url(), item.index());
        add(byNormalizedUrl, it.normalized(), item.index());
        add(byCode, it.code(), item.index());
        add(byTitleAndPrice, it.titleAndPrice(), item.index());
        add(byImage, it.image(), item.index());
    }

    /**
     * The earlier item that an item is or may be. The same title and price may be another color: two addresses are on sale
     * at the same time. Similar titles are not looked for, since a feed shows its own products side by side.
     */
    public Optional<Match> find(Item item, Reader items) throws SQLException {
        Fingerprint it = Fingerprint.of(Traits.of(item));
        Optional<Match> found = found(byUrl, it.url(), items, Match.Strategy.EXACT_URL, 1, true);
        if (found.isEmpty()) {
            found = found(byNormalizedUrl, it.normalized(), items, Match.Strategy.NORMALIZED_URL, 0.98, true);
        }
        if (found.isEmpty()) {
            found = byCode(it, items);
        }
        if (found.isEmpty()) {
            found = found(byTitleAndPrice, it.titleAndPrice(), items, Match.Strategy.TITLE_AND_PRICE, 0.9, false);
        }
        return found.isEmpty() ? found(byImage, it.image(), items, Match.Strategy.FIRST_IMAGE, 0.8, false) : found;
    }

    private Optional<Match> byCode(Fingerprint it, Reader items) throws SQLException {
        int link = byCode.first(it.code());
        if (link == Chains.END) {
            return Optional.empty();
        }
        Item earlier = items.at(byCode.value(link));
        boolean other = it.differsFrom(Fingerprint.of(Traits.of(earlier)), thresholds.title());
        return Optional.of(new Match(Match.Strategy.PRODUCT_CODE, other ? 0.6 : 0.95, earlier.url(), !other));
    }

    private static Optional<Match> found(
            Chains chains, long hash, Reader items, Match.Strategy strategy, double confidence, boolean strong)
            throws SQLException {
        int link = chains.first(hash);
        return link == Chains.END
                ? Optional.empty()
                : Optional.of(new Match(
                        strategy, confidence, items.at(chains.value(link)).url(), strong));
    }

    /** The first item of its kind counts. */
    private static void add(Chains chains, long hash, int place) {
        if (hash != Hash.NONE && chains.first(hash) == Chains.END) {
            chains.add(hash, place);
        }
    }
}
