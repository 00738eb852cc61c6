package dev.tandem.catalog.match;

/**
 * Which letters a title has and how often, whatever their order, in 64 bits: the bag distance of Bartolini, Ciaccia and
 * Patella, «String matching with metric trees using an approximate distance» (2002). An edit adds one letter, takes one
 * away or both, so titles that are a few edits apart lack no more than that many of each other's letters, and it costs few
 * instructions to know that they do.
 */
final class Letters {
    /** A bit for each letter, as often as titles of clothes have it; more of the same are not told. */
    private static final String BITS = "aaaabbccdddeeeeeefgghhiiiijkllllmmnnnnooooppqrrrrsssttttuuvwxyyz";

    private static final long[] OF_LETTER = new long[26];

    static {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            OF_LETTER[BITS.charAt(bit) - 'a'] |= 1L << bit;
        }
    }

    private Letters() {}

    /** Of a normalized title. Letters of other alphabets share these bits: they can only seem more alike than they are. */
    static long of(String title) {
        long bits = 0;
        for (int i = 0; i < title.length(); i++) {
            char letter = title.charAt(i);
            if (letter != ' ') {
                int kind = letter >= 'a' && letter <= 'z' ? letter - 'a' : letter % OF_LETTER.length;
                bits |= Long.lowestOneBit(OF_LETTER[kind] & ~bits);
            }
        }
        return bits;
    }

    /** How many edits titles with these letters are apart at least. */
    static int apart(long one, long other) {
        return Math.max(Long.bitCount(one & ~other), Long.bitCount(other & ~one));
    }

    /**
     * Finds titles that may be so many edits apart from another. Each product that is known passes through this loop
     * thousands of times: it has nothing but what a compiler keeps in registers.
     *
     * @param letters the letters of that title
     * @param many those of the titles
     * @param start the first of them to look at
     * @param end behind the last
     * @param found gets where they are
     * @return how many
     */
    static int find(long letters, long[] many, int start, int end, int edits, int[] found) {
        int count = 0;
        int most = 2 * edits;
        for (int i = start; i < end; i++) {
            // Both lack no more than the edits, so together no more than twice as many: one instruction instead of two.
            if (Long.bitCount(letters ^ many[i]) <= most && apart(letters, many[i]) <= edits) {
                found[count++] = i;
            }
        }
        return count;
    }
}
