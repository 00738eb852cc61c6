/** People decided differently about the same product: shows it, and lets the owner choose. */
@NullMarked
package dev.tandem.laptop.conflicts;

import org.jspecify.annotations.NullMarked;
