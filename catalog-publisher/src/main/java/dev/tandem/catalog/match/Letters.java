package dev.tandem.catalog.match;

/**
 * Which letters a title has and how often, whatever their order, in 128 bits: the bag distance of Bartolini, Ciaccia and
 * Patella, «String matching with metric trees using an approximate distance» (2002). An edit adds one letter, takes one
 * away or both, so titles that are a few edits apart lack no more than that many of each other's letters, and it costs two
 * instructions to know that they do.
 *
 * @param seldom a bit for the first and the second of each letter
 * @param often a bit for the third and the fourth
 */
record Letters(long seldom, long often) {
    private static final int KINDS = 32;

    /** Of a title. Letters of one kind count as the same, which can only make titles seem more alike. */
    static Letters of(Title title) {
        String text = title.text();
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        for (int i = 0; i < text.length(); i++) {
            long kind = 1L << (text.charAt(i) & (KINDS - 1));
            fourth |= third & kind;
            third |= second & kind;
            second |= first & kind;
            first |= kind;
        }
        return new Letters(first | second << KINDS, third | fourth << KINDS);
    }

    /** Whether a title with these letters may be so many edits apart from another's. */
    boolean mayBeAlike(long otherSeldom, long otherOften, int edits) {
        return Long.bitCount(seldom & ~otherSeldom) + Long.bitCount(often & ~otherOften) <= edits
                && Long.bitCount(otherSeldom & ~seldom) + Long.bitCount(otherOften & ~often) <= edits;
    }
}
