/** One real Kafka node in this JVM: its data in a folder, its listeners on the loopback address only. */
@NullMarked
package dev.tandem.broker;

import org.jspecify.annotations.NullMarked;
