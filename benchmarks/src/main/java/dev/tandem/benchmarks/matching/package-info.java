/** How fast a feed is matched with what is known, beside comparing all with all. */
@NullMarked
package dev.tandem.benchmarks.matching;

import org.jspecify.annotations.NullMarked;
