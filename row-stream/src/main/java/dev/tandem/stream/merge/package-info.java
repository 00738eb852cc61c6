/** Applies events to the file by the merge rule. */
@NullMarked
package dev.tandem.stream.merge;

import org.jspecify.annotations.NullMarked;
