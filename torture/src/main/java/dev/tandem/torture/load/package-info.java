/** What goes on meanwhile: phones that tap, scripts that write, laptops that sync; and what of it was acknowledged. */
@NullMarked
package dev.tandem.torture.load;

import org.jspecify.annotations.NullMarked;
