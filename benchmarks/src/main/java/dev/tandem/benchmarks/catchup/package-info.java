/** How fast a laptop merges what waits. */
@NullMarked
package dev.tandem.benchmarks.catchup;

import org.jspecify.annotations.NullMarked;
