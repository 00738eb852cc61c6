package dev.tandem.catalog.match;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An index of items by the rarest pieces of their titles, for those that may be similar to a title. The items that have a
 * piece lie side by side, by their price, each with bits that tell some of its other pieces: so many are passed over
 * without being looked at.
 */
final class SimilarTitles {
    private final List<Fingerprint> items;
    private final double atLeast;
    private final Trigrams trigrams;
    private final long[][] signatures;
    /** Where the slices of the pieces begin in the arrays below. */
    private final Chains slices = new Chains();

    private int sliceCount;
    private final int[] starts;
    private final int[] sliced;
    private final double[] prices;
    private final long[] firstBits;
    private final boolean[] met;
    private int[] candidates = new int[64];

    /**
     * Of some of these items.
     *
     * @param included their indexes, by their prices
     */
    SimilarTitles(List<Fingerprint> items, int[] included, Trigrams trigrams, double atLeast) {
        this.items = items;
        this.atLeast = atLeast;
        this.trigrams = trigrams;
        this.signatures = new long[items.size()][];
        this.met = new boolean[items.size()];
        int[] sizes = new int[1 << 10];
        int count = 0;
        for (int item : included) {
            Title title = items.get(item).title();
            long[] pieces = trigrams.of(title);
            signatures[item] = Trigrams.signature(pieces);
            for (int i = 0; i < prefix(title, pieces); i++) {
                int slice = slice(key(title, pieces[i]));
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
        this.prices = new double[count];
        this.firstBits = new long[count];
        fill(included, Arrays.copyOf(starts, sliceCount));
    }

    private int slice(long key) {
        int known = slices.first(key);
        if (known == Chains.END) {
            slices.add(key, sliceCount);
            return sliceCount++;
        }
        return slices.value(known);
    }

    private void fill(int[] included, int[] next) {
        for (int item : included) {
            Title title = items.get(item).title();
            long[] pieces = trigrams.of(title);
            for (int i = 0; i < prefix(title, pieces); i++) {
                int at = next[slice(key(title, pieces[i]))]++;
                sliced[at] = item;
                prices[at] = items.get(item).hasPrice() ? items.get(item).price() : 0;
                firstBits[at] = signatures[item][0];
            }
        }
    }

    /** Gives each item whose title may be similar, and whose price is in this range, once. */
    void forEachCandidate(Title title, long[] ofTitle, double from, double to, IntConsumer action) {
        long[] signature = Trigrams.signature(ofTitle);
        int mostMissing = Trigrams.prefix(title.length(), atLeast) - 1;
        int count = 0;
        for (int i = 0; i < prefix(title, ofTitle); i++) {
            int link = Trigrams.isUnknown(ofTitle[i]) ? Chains.END : slices.first(key(title, ofTitle[i]));
            if (link == Chains.END) {
                continue;
            }
            int end = starts[slices.value(link) + 1];
            for (int at = first(starts[slices.value(link)], end, from); at < end && prices[at] <= to; at++) {
                if (Long.bitCount(signature[0] & ~firstBits[at]) <= mostMissing && !met[sliced[at]]) {
                    if (count == candidates.length) {
                        candidates = Arrays.copyOf(candidates, 2 * count);
                    }
                    candidates[count++] = sliced[at];
                    met[sliced[at]] = true;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int item = candidates[i];
            met[item] = false;
            if (Trigrams.mayBeAlike(
                    items.get(item).title().length(), signatures[item], title.length(), signature, atLeast)) {
                action.accept(item);
            }
        }
    }

    /** The first of a slice whose price is in the range. */
    private int first(int start, int end, double from) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (prices[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int prefix(Title title, long[] ofTitle) {
        return Math.min(ofTitle.length, Trigrams.prefix(title.length(), atLeast));
    }

    /** Only titles with the same numbers are candidates for each other. */
    private static long key(Title title, long piece) {
        return Hash.of(title.numbers().isEmpty() ? Hash.NONE : Hash.of(title.numbers()), piece);
    }
}
