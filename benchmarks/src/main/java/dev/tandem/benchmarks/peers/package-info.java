/** Other programs that keep two databases in step, on the same work as Tandem. */
@NullMarked
package dev.tandem.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
