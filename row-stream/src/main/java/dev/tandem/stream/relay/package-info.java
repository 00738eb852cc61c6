/** The outbox on its way to Kafka: checked, sent in order, removed once confirmed. */
@NullMarked
package dev.tandem.stream.relay;

import org.jspecify.annotations.NullMarked;
