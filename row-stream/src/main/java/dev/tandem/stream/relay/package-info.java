/** The outbox on its way to Kafka: checked, sent in order, and only what is confirmed removed. */
@NullMarked
package dev.tandem.stream.relay;

import org.jspecify.annotations.NullMarked;
