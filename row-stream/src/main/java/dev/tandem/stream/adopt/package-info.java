/** Takes an existing database in place, makes a new one, and keeps copies. */
@NullMarked
package dev.tandem.stream.adopt;

import org.jspecify.annotations.NullMarked;
