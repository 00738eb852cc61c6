/** What a person decides about a product, and how it shows in the user's columns. */
@NullMarked
package dev.tandem.schema.verdict;

import org.jspecify.annotations.NullMarked;
