/** What Tandem promises, as objects that judge generated histories full of faults. */
@NullMarked
package dev.tandem.stream.guarantee;

import org.jspecify.annotations.NullMarked;
