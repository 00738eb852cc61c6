package dev.tandem.catalog.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The titles of the items that are sought, and the most similar that has passed by. The same title and price is one entry. */
final class SoughtTitles {
    private static final float NO_INTEREST = 2;

    private final Thresholds thresholds;
    private final List<Fingerprint> entries = new ArrayList<>();
    private final List<@Nullable Match> best = new ArrayList<>();
    private final List<Integer> unsettled = new ArrayList<>();
    /**
     * How alike a title has to be to be of interest to an entry; above 1 where none is. It rises as products are taken, and
     * threads that look at later ones read it as it was or as it is, which only tells how much they compare in vain.
     */
    private float[] bar = new float[64];

    private final Chains byTitleAndPrice = new Chains();
    private @Nullable Index index;

    SoughtTitles(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Adds an item's title; its entry. */
    int add(Fingerprint item) {
        int known = byTitleAndPrice.first(item.alike());
        int entry = known == Chains.END ? entries.size() : byTitleAndPrice.value(known);
        if (entry == entries.size()) {
            byTitleAndPrice.add(item.alike(), entry);
            entries.add(item);
            best.add(null);
            unsettled.add(0);
            bar = entry < bar.length ? bar : Arrays.copyOf(bar, 2 * entry);
        }
        unsettled.set(entry, unsettled.get(entry) + 1);
        return entry;
    }

    /** One of the items of an entry was found in a better way. */
    void settle(int entry) {
        unsettled.set(entry, unsettled.get(entry) - 1);
        if (unsettled.get(entry) == 0) {
            bar[entry] = NO_INTEREST;
        }
    }

    /** What is most similar to an entry. */
    @Nullable
    Match best(int entry) {
        return best.get(entry);
    }

    /** All titles have been added; those that were settled by now are not looked for at all. */
    void begin() {
        index = new Index();
    }

    /** Finds the entries that are like the products that pass by, for one thread. */
    final class Lookout {
        private final Index all = Objects.requireNonNull(index, "nothing has begun");
        private final SimilarTitles.Search close = all.close.search();
        private final SimilarTitles.Search unpriced = all.unpriced.search();
        private final List<Look.Alike> found = new ArrayList<>();
        private SimilarTitles.@Nullable Search priced;

        /** Those that are like a product. */
        List<Look.Alike> at(Fingerprint known, String url) {
            found.clear();
            long[] pieces = all.trigrams.of(known.title());
            if (known.hasPrice()) {
                double near = 1 - thresholds.price();
                close.forEachCandidate(
                        known.title(),
                        pieces,
                        known.price() * near,
                        known.price() / near,
                        entry -> compare(entry, known, url, Match.Strategy.SIMILAR_TITLE_PRICE, thresholds.title()));
            } else {
                priced().forEachCandidate(
                                known.title(), pieces, 0, Double.MAX_VALUE, entry -> compareAlone(entry, known, url));
            }
            unpriced.forEachCandidate(
                    known.title(), pieces, 0, Double.MAX_VALUE, entry -> compareAlone(entry, known, url));
            return List.copyOf(found);
        }

        private void compareAlone(int entry, Fingerprint known, String url) {
            compare(entry, known, url, Match.Strategy.SIMILAR_TITLE, thresholds.titleAlone());
        }

        private void compare(int entry, Fingerprint known, String url, Match.Strategy strategy, double threshold) {
            boolean raised = strategy == Match.Strategy.SIMILAR_TITLE_PRICE;
            double atLeast = raised ? Math.max(threshold, Math.min(1, bar[entry])) : threshold;
            double likeness = Similarity.of(entries.get(entry).title(), known.title(), atLeast);
            if (likeness >= atLeast) {
                found.add(new Look.Alike(entry, new Match(strategy, likeness, url, false)));
            }
        }

        private SimilarTitles.Search priced() {
            SimilarTitles.Search made = priced == null ? all.priced().search() : priced;
            priced = made;
            return made;
        }
    }

    /** One for the thread that asks. */
    Lookout lookout() {
        return new Lookout();
    }

    /** A product was found to be like an entry; of the equally similar the first counts. */
    void take(Look.Alike alike) {
        Match match = alike.match();
        Match before = best.get(alike.entry());
        int order = before == null ? -1 : match.strategy().compareTo(before.strategy());
        if (before == null || order < 0 || (order == 0 && match.confidence() > before.confidence())) {
            best.set(alike.entry(), match);
            if (match.strategy() == Match.Strategy.SIMILAR_TITLE_PRICE) {
                bar[alike.entry()] = match.confidence() < 1 ? Math.nextDown((float) match.confidence()) : NO_INTEREST;
            }
        }
    }

    /** Of all entries: one among those with a price, by their prices and by their titles alone; one of the others. */
    private final class Index {
        private final Trigrams trigrams = new Trigrams();
        private final SimilarTitles close;
        private final SimilarTitles unpriced;
        private @Nullable SimilarTitles priced;

        Index() {
            titled().forEach(entry -> trigrams.count(entries.get(entry).title()));
            close = new SimilarTitles(entries, withPrice(), trigrams, thresholds.title(), bar);
            unpriced = new SimilarTitles(
                    entries,
                    titled().filter(entry -> !entries.get(entry).hasPrice()).toArray(),
                    trigrams,
                    thresholds.titleAlone(),
                    bar);
        }

        /** Made once a product without a price passes by; in most files each has one. */
        synchronized SimilarTitles priced() {
            SimilarTitles made = priced == null
                    ? new SimilarTitles(entries, withPrice(), trigrams, thresholds.titleAlone(), bar)
                    : priced;
            priced = made;
            return made;
        }

        private int[] withPrice() {
            return titled().filter(entry -> entries.get(entry).hasPrice())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            entry -> entries.get(entry).price()))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private IntStream titled() {
            return IntStream.range(0, entries.size())
                    .filter(entry ->
                            bar[entry] <= 1 && !entries.get(entry).title().isEmpty());
        }
    }
}
