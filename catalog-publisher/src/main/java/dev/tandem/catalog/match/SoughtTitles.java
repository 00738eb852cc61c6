package dev.tandem.catalog.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The titles of the items that are sought, and the most similar that has passed by. The same title and price is one entry. */
final class SoughtTitles {
    private static final double NO_INTEREST = 2;

    private final Thresholds thresholds;
    private final List<Fingerprint> entries = new ArrayList<>();
    private final List<@Nullable Match> best = new ArrayList<>();
    private final List<Integer> unsettled = new ArrayList<>();
    /** How alike a title has to be to be of interest to an entry; above 1 where none is. */
    private double[] bar = new double[64];

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

    /** A known product with a title passes by. */
    void pass(Fingerprint known, String url) {
        Index all = index == null ? new Index() : index;
        index = all;
        long[] pieces = all.trigrams.of(known.title());
        if (known.hasPrice()) {
            double close = 1 - thresholds.price();
            all.close.forEachCandidate(
                    known.title(),
                    pieces,
                    known.price() * close,
                    known.price() / close,
                    entry -> compare(entry, known, url, Match.Strategy.SIMILAR_TITLE_PRICE, thresholds.title()));
        } else {
            all.priced()
                    .forEachCandidate(
                            known.title(), pieces, 0, Double.MAX_VALUE, entry -> compareAlone(entry, known, url));
        }
        all.unpriced.forEachCandidate(
                known.title(), pieces, 0, Double.MAX_VALUE, entry -> compareAlone(entry, known, url));
    }

    private void compareAlone(int entry, Fingerprint known, String url) {
        compare(entry, known, url, Match.Strategy.SIMILAR_TITLE, thresholds.titleAlone());
    }

    private void compare(int entry, Fingerprint known, String url, Match.Strategy strategy, double threshold) {
        Match before = best.get(entry);
        boolean worse = before != null && before.strategy().compareTo(strategy) < 0;
        boolean alike = before != null && before.strategy() == strategy;
        double atLeast = alike ? Math.max(threshold, before.confidence()) : threshold;
        if (worse) {
            return;
        }
        double likeness = Similarity.of(entries.get(entry).title(), known.title(), atLeast);
        if (likeness >= atLeast && !(alike && likeness == atLeast)) {
            best.set(entry, new Match(strategy, likeness, url, false));
            if (strategy == Match.Strategy.SIMILAR_TITLE_PRICE) {
                bar[entry] = likeness < 1 ? likeness : NO_INTEREST;
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
            entries.forEach(entry -> trigrams.count(entry.title()));
            close = new SimilarTitles(entries, withPrice(), trigrams, thresholds.title(), bar);
            unpriced = new SimilarTitles(
                    entries,
                    titled().filter(entry -> !entries.get(entry).hasPrice()).toArray(),
                    trigrams,
                    thresholds.titleAlone(),
                    bar);
        }

        /** Made once a product without a price passes by; in most files each has one. */
        SimilarTitles priced() {
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
                    .filter(entry -> !entries.get(entry).title().isEmpty());
        }
    }
}
