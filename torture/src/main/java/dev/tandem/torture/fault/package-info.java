/** Does to the site what the schedule says. */
@NullMarked
package dev.tandem.torture.fault;

import org.jspecify.annotations.NullMarked;
