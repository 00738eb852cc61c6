/** Feeds that lie on the web: fetched whole before they are read, and only if they have changed. */
@NullMarked
package dev.tandem.catalog.fetch;

import org.jspecify.annotations.NullMarked;
