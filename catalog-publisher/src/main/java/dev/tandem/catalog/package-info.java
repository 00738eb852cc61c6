/** The catalog's verbs, one per file. */
@NullMarked
package dev.tandem.catalog;

import org.jspecify.annotations.NullMarked;
