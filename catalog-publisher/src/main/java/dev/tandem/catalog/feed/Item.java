package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A product as a feed lists it, checked.
 *
 * @param index its place in the feed, from 0
 * @param line the line of the feed on which it begins, from 1
 * @param url an http(s) address
 * @param title never blank
 * @param listing all that is carried of it, under the names of columns, with {@code url}, {@code title} and {@code
 *     image_urls}
 */
public record Item(int index, int line, String url, String title, JsonNode listing) implements Entry {}
