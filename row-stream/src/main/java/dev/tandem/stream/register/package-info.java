/** What Tandem knows of each row and each verdict: versions, hashes, and what is hidden. */
@NullMarked
package dev.tandem.stream.register;

import org.jspecify.annotations.NullMarked;
