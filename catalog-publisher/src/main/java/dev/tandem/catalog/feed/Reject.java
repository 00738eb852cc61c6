package dev.tandem.catalog.feed;

/**
 * An entry of a feed that is no product.
 *
 * @param index its place in the feed, from 0
 * @param line the line of the feed on which it begins, from 1
 * @param reason what is wrong, naming the field
 */
public record Reject(int index, int line, String reason) implements Entry {}
