/** The way of a catalog run from its feed to the stream, and the verbs that ask for one. */
@NullMarked
package dev.tandem.catalog.run;

import org.jspecify.annotations.NullMarked;
