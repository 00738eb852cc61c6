/** Verdicts that people give to the server directly: kept, with their outbox entry, before they are answered. */
@NullMarked
package dev.tandem.stream.tap;

import org.jspecify.annotations.NullMarked;
