/** What a node counts and measures of itself, for those who run it. */
@NullMarked
package dev.tandem.stream.metrics;

import org.jspecify.annotations.NullMarked;
