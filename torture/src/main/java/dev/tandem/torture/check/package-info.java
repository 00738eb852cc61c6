/** What must hold at the end, whatever happened. */
@NullMarked
package dev.tandem.torture.check;

import org.jspecify.annotations.NullMarked;
