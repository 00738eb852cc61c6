/** Tells how the laptop stands, and changes nothing. */
@NullMarked
package dev.tandem.laptop.status;

import org.jspecify.annotations.NullMarked;
