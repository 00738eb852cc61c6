/** The laptop's verbs. */
@NullMarked
package dev.tandem.laptop;

import org.jspecify.annotations.NullMarked;
