/** What the benchmarks answer: measures beside references, and how they stand to their goals. */
@NullMarked
package dev.tandem.benchmarks.report;

import org.jspecify.annotations.NullMarked;
