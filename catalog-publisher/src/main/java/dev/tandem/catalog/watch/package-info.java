/** A folder that feeds are dropped into: each becomes a catalog run, and is moved aside with what was wrong in it. */
@NullMarked
package dev.tandem.catalog.watch;

import org.jspecify.annotations.NullMarked;
