package dev.tandem.laptop.sync;

/** Which ways a sync goes. */
public enum Direction {
    /** First in, then out. */
    BOTH,
    /** Only in. */
    PULL,
    /** Only out. */
    PUSH;

    boolean pulls() {
        return this != PUSH;
    }

    boolean pushes() {
        return this != PULL;
    }
}
