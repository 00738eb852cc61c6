package dev.tandem.catalog.feed;

/** What one element of a feed turned out to be. */
public sealed interface Entry permits Item, Reject {
    /** Its place in the feed, from 0. */
    int index();
}
