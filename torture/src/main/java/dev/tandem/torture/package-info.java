/** Real processes that meet faults drawn from a seed, and a checker that proves that nothing was lost: {@code torture}. */
@NullMarked
package dev.tandem.torture;

import org.jspecify.annotations.NullMarked;
