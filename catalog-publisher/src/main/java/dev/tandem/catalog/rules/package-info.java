/** What is particular about a retailer, and how clothing types are spelled; both are read from files. */
@NullMarked
package dev.tandem.catalog.rules;

import org.jspecify.annotations.NullMarked;
