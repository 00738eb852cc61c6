package dev.tandem.catalog.match;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An index of items by the rarest pieces of their titles, for those that may be similar to a title. The items that have a
 * piece lie side by side, by their price, each with bits that tell its letters: so nearly all are passed over without being
 * looked at.
 */
final class SimilarTitles {
    private static final int BITS = 1 + Trigrams.SIGNATURE;
    private static final int NEAR = 16;

    /** To look at so many is quicker than to search among them. */
    private static final int FEW = 128;

    private final double atLeast;
    private final float[] bar;
    private final Trigrams trigrams;
    /** Items in the order of their prices. What follows is in that order, too. */
    private final int[] items;

    private final double[] prices;
    private final int[] lengths;
    /** For each item its letters, then its signature. */
    private final long[] bits;

    /** Where the slices of the pieces begin in the arrays below. */
    private final Chains slices = new Chains();

    private int sliceCount;
    private final int[] starts;
    private final int[] sliced;
    private final long[] letters;

    /**
     * Of some of these items.
     *
     * @param included their indexes, by their prices
     * @param bar for each of all, how alike a title has to be before it is of interest
     */
    SimilarTitles(List<Fingerprint> all, int[] included, Trigrams trigrams, double atLeast, float[] bar) {
        this.bar = bar;
        this.atLeast = atLeast;
        this.trigrams = trigrams;
        this.items = included;
        this.prices = new double[included.length];
        this.lengths = new int[included.length];
        this.bits = new long[included.length * BITS];
        int[] sizes = new int[1 << 10];
        int count = 0;
        for (int i = 0; i < included.length; i++) {
            Fingerprint item = all.get(included[i]);
            Title title = item.title();
            long[] pieces = trigrams.of(title);
            prices[i] = item.hasPrice() ? item.price() : 0;
            lengths[i] = title.length();
            bits[i * BITS] = title.letters();
            Trigrams.sign(pieces, bits, i * BITS + 1);
            int prefix = prefix(title, pieces);
            for (int piece = 0; piece < prefix; piece++) {
                int slice = slice(key(title, pieces[piece]));
                sizes = slice < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * slice);
                sizes[slice]++;
                count++;
            }
        }
        this.starts = new int[sliceCount + 1];
        for (int slice = 0; slice < sliceCount; slice++) {
            starts[slice + 1] = starts[slice] + sizes[slice];
        }
        this.sliced = new int[count];
        this.letters = new long[count];
        fill(all, Arrays.copyOf(starts, sliceCount));
    }

    private int slice(long key) {
        int known = slices.first(key);
        if (known == Chains.END) {
            slices.add(key, sliceCount);
            return sliceCount++;
        }
        return slices.value(known);
    }

    private void fill(List<Fingerprint> all, int[] next) {
        for (int i = 0; i < items.length; i++) {
            Title title = all.get(items[i]).title();
            long[] pieces = trigrams.of(title);
            int prefix = prefix(title, pieces);
            for (int piece = 0; piece < prefix; piece++) {
                int at = next[slice(key(title, pieces[piece]))]++;
                sliced[at] = i;
                letters[at] = title.letters();
            }
        }
    }

    /** Searches the index, for one thread. */
    final class Search {
        private final boolean[] met = new boolean[items.length];
        private int[] hits = new int[64];
        private int[] candidates = new int[64];

        /** Gives each item whose title may be similar, and whose price is in this range, once. */
        void forEachCandidate(Title title, long[] pieces, double from, double to, IntConsumer action) {
            int count = findCandidates(title, pieces, cheaperThan(from), cheaperThan(Math.nextUp(to)));
            long[] signature = new long[Trigrams.SIGNATURE];
            Trigrams.sign(pieces, signature, 0);
            for (int i = 0; i < count; i++) {
                int item = candidates[i];
                met[item] = false;
                double needed = Math.max(atLeast, bar[items[item]]);
                int edits = Similarity.mostEdits(Math.max(lengths[item], title.length()), needed);
                if (needed <= 1
                        && Letters.apart(title.letters(), bits[item * BITS]) <= edits
                        && Trigrams.mayBeAlike(
                                title.length(), signature, lengths[item], bits, item * BITS + 1, edits)) {
                    action.accept(items[item]);
                }
            }
        }

        /** Collects the candidates between two of the items; how many there are. */
        private int findCandidates(Title title, long[] pieces, int from, int to) {
            int edits = Trigrams.mostEdits(title.length(), atLeast);
            int prefix = prefix(title, pieces);
            int count = 0;
            for (int piece = 0; piece < prefix; piece++) {
                int link = Trigrams.isUnknown(pieces[piece]) ? Chains.END : slices.first(key(title, pieces[piece]));
                if (link == Chains.END) {
                    continue;
                }
                int start = starts[slices.value(link)];
                int end = starts[slices.value(link) + 1];
                if (end - start > FEW) {
                    start = first(start, end, from);
                    end = first(start, end, to);
                }
                if (hits.length < end - start) {
                    hits = new int[2 * (end - start)];
                }
                int some = Letters.find(title.letters(), letters, start, end, edits, hits);
                candidates =
                        candidates.length < count + some ? Arrays.copyOf(candidates, 2 * (count + some)) : candidates;
                for (int i = 0; i < some; i++) {
                    int item = sliced[hits[i]];
                    if (!met[item] && item >= from && item < to) {
                        candidates[count++] = item;
                        met[item] = true;
                    }
                }
            }
            return count;
        }
    }

    /** One for the thread that asks. */
    Search search() {
        return new Search();
    }

    /** How many items are cheaper than this. */
    private int cheaperThan(double price) {
        int low = 0;
        int high = prices.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (prices[middle] < price) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Where in a slice the items from this one on begin. The items of a slice lie there nearly evenly, so it is looked for
     * around where its number says, and not in all of it.
     */
    private int first(int start, int end, int item) {
        int guess = start + (int) ((long) (end - start) * item / Math.max(1, items.length));
        int low = guess;
        int high = guess;
        for (int step = NEAR; low > start && sliced[low - 1] >= item; step *= 4) {
            high = low - 1;
            low = Math.max(start, low - step);
        }
        for (int step = NEAR; high < end && sliced[high] < item; step *= 4) {
            low = high + 1;
            high = Math.min(end, high + step);
        }
        int found = Arrays.binarySearch(sliced, low, high, item);
        return found < 0 ? -found - 1 : found;
    }

    private int prefix(Title title, long[] pieces) {
        return Math.min(pieces.length, Trigrams.prefix(title.length(), atLeast));
    }

    /** Only titles with the same numbers are candidates for each other. */
    private static long key(Title title, long piece) {
        return Hash.of(title.numbers().isEmpty() ? Hash.NONE : Hash.of(title.numbers()), piece);
    }
}
