/** What two nodes compare to see whether they are in step, without sending each other their rows. */
@NullMarked
package dev.tandem.schema.digest;

import org.jspecify.annotations.NullMarked;
