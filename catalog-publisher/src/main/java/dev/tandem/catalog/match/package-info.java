/** Finds the product that an item of a feed already is. */
@NullMarked
package dev.tandem.catalog.match;

import org.jspecify.annotations.NullMarked;
