/** Digests of rows and verdicts: kept as they change, and summed into buckets by which two nodes compare. */
@NullMarked
package dev.tandem.stream.digest;

import org.jspecify.annotations.NullMarked;
