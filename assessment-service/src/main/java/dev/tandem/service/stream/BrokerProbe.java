package dev.tandem.service.stream;

import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;

/** Asks now and then whether the broker is there. Kafka's consumer keeps silent when it is not. */
final class BrokerProbe {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final KafkaSettings kafka;
    private long last;

    BrokerProbe(KafkaSettings kafka) {
        this.kafka = kafka;
        this.last = System.nanoTime();
    }

    /**
     * Asks if the last time is long ago.
     *
     * @throws dev.tandem.stream.kafka.BrokerAwayException if no broker takes a connection
     */
    void check() {
        if (System.nanoTime() - last < EVERY_NANOS) {
            return;
        }
        Clients.requireReachable(kafka);
        last = System.nanoTime();
    }
}
