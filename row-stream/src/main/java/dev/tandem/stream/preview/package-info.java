/** Tells what a sync would do, by doing it on a scratch copy of the rows that it would touch. */
@NullMarked
package dev.tandem.stream.preview;

import org.jspecify.annotations.NullMarked;
