package dev.tandem.catalog.feed;

/**
 * An entry of a feed that is no product.
 *
 * @param index its place in the feed, from 0
 * @param line the line of the feed on which it begins, from 1
 * @param column the column at which it begins, from 1
 * @param reason what is wrong, naming the field
 */
public record Reject(int index, int line, int column, String reason) implements Entry {
    /** Where it is and what is wrong, for a person. */
    public String inWords() {
        return Place.inWords(index, line, column) + ": " + reason;
    }
}
