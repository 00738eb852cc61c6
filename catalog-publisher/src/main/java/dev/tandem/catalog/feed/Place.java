package dev.tandem.catalog.feed;

/**
 * Where in a feed an element is.
 *
 * @param index its place among the elements, from 0
 * @param line the line on which it begins, from 1
 * @param column the column at which it begins, from 1
 */
record Place(int index, int line, int column) {
    Reject reject(String reason) {
        return new Reject(index, line, column, reason);
    }

    Warning warning(String reason) {
        return new Warning(index, line, column, reason);
    }

    /** As it is shown to people, who count from 1; a column tells something only where several share a line. */
    static String inWords(int index, int line, int column) {
        return "item " + (index + 1) + " (line " + line + (column > 1 ? ", column " + column : "") + ")";
    }
}
