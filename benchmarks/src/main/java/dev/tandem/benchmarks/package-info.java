/** Measured claims: each result is a ratio to its reference in the same run. */
@NullMarked
package dev.tandem.benchmarks;

import org.jspecify.annotations.NullMarked;
