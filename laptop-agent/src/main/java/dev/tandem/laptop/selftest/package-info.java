/** The two-way test against the live system, which leaves no trace. */
@NullMarked
package dev.tandem.laptop.selftest;

import org.jspecify.annotations.NullMarked;
