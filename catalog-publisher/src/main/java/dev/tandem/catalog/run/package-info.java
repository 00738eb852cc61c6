/** A catalog run: what it keeps while it reads, the rows it makes, and their way into the stream. */
@NullMarked
package dev.tandem.catalog.run;

import org.jspecify.annotations.NullMarked;
