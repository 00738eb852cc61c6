/** How many taps a second the server makes durable. */
@NullMarked
package dev.tandem.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
