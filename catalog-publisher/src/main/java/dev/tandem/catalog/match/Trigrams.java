package dev.tandem.catalog.match;

import java.util.Arrays;

/**
 * The three-letter pieces of titles, rarest first. Each letter makes one, with its neighbors within its word, so they do
 * not depend on the order of the words.
 *
 * <p>Titles that are a few edits apart share most of their pieces, and of the rarest pieces of each, as many as the edits
 * can touch and one more, they share at least one: the prefix filter of Chaudhuri, Ganti and Kaushik, «A primitive operator
 * for similarity joins in data cleaning» (2006), on the q-grams of Ukkonen (1992). So nothing is missed that an exhaustive
 * comparison finds, as long as the edits cannot touch all pieces: with titles that are at least 85 % alike they cannot.
 */
final class Trigrams {
    /** How many longs a signature takes. */
    static final int SIGNATURE = 4;

    /** An edit touches the piece of its letter and of its two neighbors; a letter between two others only theirs. */
    private static final int TOUCHED = 3;

    private final int[] frequencies = new int[1 << 16];

    /** Counts the pieces of a title, before any is put in order. */
    void count(Title title) {
        for (int piece : pieces(title.text())) {
            frequencies[piece >>> 16]++;
        }
    }

    /** The pieces of a title, rarest first. */
    long[] of(Title title) {
        int[] pieces = pieces(title.text());
        long[] ordered = new long[pieces.length];
        for (int i = 0; i < pieces.length; i++) {
            ordered[i] = (long) frequencies[pieces[i] >>> 16] << 32 | (pieces[i] & 0xffffffffL);
        }
        Arrays.sort(ordered);
        return ordered;
    }

    /** Writes a signature: a bit for each piece, of 256; seldom do two share one. */
    static void sign(long[] pieces, long[] signature, int from) {
        for (long piece : pieces) {
            signature[from + ((int) (piece >>> 6) & (SIGNATURE - 1))] |= 1L << (piece & 63);
        }
    }

    /** Whether a piece occurs in no title that was counted. */
    static boolean isUnknown(long piece) {
        return piece >>> 32 == 0;
    }

    /** How many of the rarest pieces of a title of this length to look at. */
    static int prefix(int length, double atLeast) {
        int most = TOUCHED * Similarity.mostEdits(length, atLeast);
        for (int other = length + 1; other <= longest(length, atLeast); other++) {
            most = Math.max(most, TOUCHED * Similarity.mostEdits(other, atLeast) - (other - length));
        }
        return most + 1;
    }

    /** How many edits a title of this length may be apart from one that is alike. */
    static int mostEdits(int length, double atLeast) {
        return Similarity.mostEdits(longest(length, atLeast), atLeast);
    }

    /** Whether two titles may be so many edits apart, by their lengths and the pieces that one has and the other lacks. */
    static boolean mayBeAlike(int length, long[] signature, int otherLength, long[] other, int otherFrom, int edits) {
        int longer = otherLength - length;
        int lacking = 0;
        int otherLacking = 0;
        for (int i = 0; i < SIGNATURE; i++) {
            lacking += Long.bitCount(signature[i] & ~other[otherFrom + i]);
            otherLacking += Long.bitCount(other[otherFrom + i] & ~signature[i]);
        }
        return Math.abs(longer) <= edits
                && lacking <= TOUCHED * edits - Math.max(0, longer)
                && otherLacking <= TOUCHED * edits - Math.max(0, -longer);
    }

    private static int longest(int length, double atLeast) {
        return (int) Math.ceil(length / atLeast);
    }

    /** Hashes, in which a piece that occurs again is another. */
    private static int[] pieces(String text) {
        int[] pieces = new int[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                int before = i == 0 ? ' ' : text.charAt(i - 1);
                int after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
                pieces[count++] = mixed((before * 0x9e3779b1 + text.charAt(i)) * 0x9e3779b1 + after);
            }
        }
        int[] sorted = Arrays.copyOf(pieces, count);
        Arrays.sort(sorted);
        int[] different = sorted.clone();
        int again = 0;
        for (int i = 1; i < count; i++) {
            again = sorted[i] == sorted[i - 1] ? again + 1 : 0;
            different[i] = again == 0 ? sorted[i] : mixed(sorted[i] + again);
        }
        return different;
    }

    private static int mixed(int piece) {
        int h = (piece ^ (piece >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
