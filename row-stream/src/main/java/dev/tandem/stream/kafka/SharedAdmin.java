package dev.tandem.stream.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One connection for all that is asked of a broker in a row: each costs a kilobyte and some milliseconds to open. */
public final class SharedAdmin implements AutoCloseable {
    private final KafkaSettings settings;
    private final Duration timeout;
    private @Nullable Admin admin;

    /** To this broker, once something is asked. */
    public SharedAdmin(KafkaSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
    }

    /**
     * The connection.
     *
     * @throws BrokerAwayException if none of the brokers takes a connection, now or any more
     */
    public Admin get() {
        Admin open = admin;
        if (open == null) {
            open = Clients.admin(settings, timeout);
            admin = open;
        } else {
            Clients.requireReachable(settings);
        }
        return open;
    }

    @Override
    public void close() {
        Admin open = admin;
        admin = null;
        if (open != null) {
            open.close(timeout);
        }
    }
}
