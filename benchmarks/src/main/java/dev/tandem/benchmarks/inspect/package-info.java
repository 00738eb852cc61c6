/** What operators' verbs take where topics are large. */
@NullMarked
package dev.tandem.benchmarks.inspect;

import org.jspecify.annotations.NullMarked;
