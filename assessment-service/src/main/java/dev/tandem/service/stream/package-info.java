/** The server's side of the streams: the synced database, verdicts on their way into it, and the loop that talks to Kafka. */
@NullMarked
package dev.tandem.service.stream;

import org.jspecify.annotations.NullMarked;
