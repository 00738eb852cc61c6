/** What a scraper delivers becomes items that can be trusted, or a reject with its reason. */
@NullMarked
package dev.tandem.catalog.feed;

import org.jspecify.annotations.NullMarked;
