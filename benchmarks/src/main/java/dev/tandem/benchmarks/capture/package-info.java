/** What noticing a script's changes costs the script. */
@NullMarked
package dev.tandem.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
