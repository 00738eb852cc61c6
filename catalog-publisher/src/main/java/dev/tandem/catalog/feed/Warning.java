package dev.tandem.catalog.feed;

/**
 * What was left out of an entry of a feed that was taken.
 *
 * @param index its place in the feed, from 0
 * @param line the line of the feed on which it begins, from 1
 * @param column the column at which it begins, from 1
 * @param reason what was left out and why, naming the field
 */
public record Warning(int index, int line, int column, String reason) {
    /** Where it is and what was left out, for a person. */
    public String inWords() {
        return Place.inWords(index, line, column) + ": " + reason;
    }
}
