/** Where Kafka and the service are. */
@NullMarked
package dev.tandem.laptop.connection;

import org.jspecify.annotations.NullMarked;
