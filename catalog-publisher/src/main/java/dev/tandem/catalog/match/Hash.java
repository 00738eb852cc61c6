package dev.tandem.catalog.match;

/**
 * 64 bits of a text, mixed so well that equal hashes count as equal texts: among a million products two differ in one of
 * ten million files. FNV-1a, finished as MurmurHash3 is.
 */
final class Hash {
    /** Of nothing. */
    static final long NONE = 0;

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    /** Of a text; never {@link #NONE}. */
    static long of(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mixed(hash);
    }

    /** Of two things together. */
    static long of(long one, long other) {
        return mixed(one * PRIME + other);
    }

    private static long mixed(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h == NONE ? 1 : h;
    }
}
