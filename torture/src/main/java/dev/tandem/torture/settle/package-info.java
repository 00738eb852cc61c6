/** Brings the site to rest when the faults are over, and asks each laptop whether its {@code status} told the truth. */
@NullMarked
package dev.tandem.torture.settle;

import org.jspecify.annotations.NullMarked;
