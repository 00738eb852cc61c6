/** Stays connected, and syncs as things happen. */
@NullMarked
package dev.tandem.laptop.watch;

import org.jspecify.annotations.NullMarked;
