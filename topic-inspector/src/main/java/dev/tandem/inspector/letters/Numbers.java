package dev.tandem.inspector.letters;

/** A set of numbers other than 0, twenty bytes or less for each: of a million letters, those that are settled. */
final class Numbers {
    private static final int LARGEST_LOAD_PERCENT = 75;

    private long[] slots = new long[1024];
    private int size;

    /** Adds a number; whether it is new. */
    boolean add(long number) {
        if (size >= (long) slots.length * LARGEST_LOAD_PERCENT / 100) {
            long[] before = slots;
            slots = new long[before.length * 2];
            for (long one : before) {
                if (one != 0) {
                    slots[slot(one)] = one;
                }
            }
        }
        int slot = slot(number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        size++;
        return true;
    }

    /** Where it is, or would be. Ids of letters are hashes already. */
    private int slot(long number) {
        int slot = Long.hashCode(number * 0x9E3779B97F4A7C15L) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
