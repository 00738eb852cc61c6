/** Compares what is kept with what stands in the rows, and one node with another. */
@NullMarked
package dev.tandem.stream.verify;

import org.jspecify.annotations.NullMarked;
