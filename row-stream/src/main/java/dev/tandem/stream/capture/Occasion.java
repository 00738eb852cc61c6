package dev.tandem.stream.capture;

/** Why rows are looked at: what stands in them without a time of its own is of that age. */
public enum Occasion {
    /** The file is adopted: what has no time was there before Tandem, so it has clock 0. */
    ADOPTING,
    /** The file is watched: what has no time was made now. */
    WATCHING
}
