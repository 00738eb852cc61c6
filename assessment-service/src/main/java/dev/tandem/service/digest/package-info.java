/** What a laptop compares itself with: digests of this server's rows, and the rows that differ. */
@NullMarked
package dev.tandem.service.digest;

import org.jspecify.annotations.NullMarked;
