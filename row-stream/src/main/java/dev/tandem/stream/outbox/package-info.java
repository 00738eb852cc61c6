/** Events on their way out: frozen in the transaction that made them, relayed in order, removed only when confirmed. */
@NullMarked
package dev.tandem.stream.outbox;

import org.jspecify.annotations.NullMarked;
