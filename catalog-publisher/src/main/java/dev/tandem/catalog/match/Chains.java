package dev.tandem.catalog.match;

import java.util.Arrays;

/**
 * Numbers by hashes, several for one. It lies in plain arrays, some thirty bytes for each number: boxed in a map they would
 * take three times as many.
 */
final class Chains {
    /** Where a chain ends. */
    static final int END = 0;

    private static final int FREE = 0;
    private static final int TAKEN = -1;

    private long[] keys = new long[1 << 10];
    private int[] heads = new int[1 << 10];
    private int used;
    private int[] values = new int[1 << 10];
    private int[] nexts = new int[1 << 10];
    private int last = END;

    /** Puts a number before the others of its hash. */
    void add(long hash, int value) {
        if (used * 3L > keys.length * 2L) {
            grow();
        }
        int slot = slot(hash);
        if (heads[slot] == FREE) {
            keys[slot] = hash;
            used++;
        }
        last++;
        if (last == values.length) {
            values = Arrays.copyOf(values, last + (last >> 1));
            nexts = Arrays.copyOf(nexts, values.length);
        }
        values[last] = value;
        nexts[last] = Math.max(END, heads[slot]);
        heads[slot] = last;
    }

    /** The first link of a hash's chain. */
    int first(long hash) {
        return Math.max(END, heads[slot(hash)]);
    }

    /** The same, and the chain is gone. */
    int take(long hash) {
        int slot = slot(hash);
        int head = heads[slot];
        if (head > END) {
            heads[slot] = TAKEN;
        }
        return Math.max(END, head);
    }

    /** The link after this one. */
    int next(int link) {
        return nexts[link];
    }

    /** The number of a link. */
    int value(int link) {
        return values[link];
    }

    private int slot(long hash) {
        int slot = (int) (hash >>> 32) & (keys.length - 1);
        while (heads[slot] != FREE && keys[slot] != hash) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldHeads = heads;
        keys = new long[oldKeys.length * 2];
        heads = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldHeads[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                heads[slot] = oldHeads[i];
            }
        }
    }
}
