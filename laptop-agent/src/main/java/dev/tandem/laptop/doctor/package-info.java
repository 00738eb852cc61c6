/** Looks at everything that a sync depends on, and says what to do. */
@NullMarked
package dev.tandem.laptop.doctor;

import org.jspecify.annotations.NullMarked;
