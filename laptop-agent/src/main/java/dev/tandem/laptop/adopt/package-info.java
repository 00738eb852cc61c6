/** Takes an existing database into Tandem, or out of it again. */
@NullMarked
package dev.tandem.laptop.adopt;

import org.jspecify.annotations.NullMarked;
