/** Rows as Tandem sees them: tables, keys, columns with their storage class, content hashes, facets and the merge rule. */
@NullMarked
package dev.tandem.schema.row;

import org.jspecify.annotations.NullMarked;
