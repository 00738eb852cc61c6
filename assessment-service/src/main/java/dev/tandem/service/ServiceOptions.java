package dev.tandem.service;

import dev.tandem.service.tls.TlsOptions;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.ConflictPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a service is started with.
 *
 * @param host the address it listens on
 * @param port the port; 0 is any that is free
 * @param serverFolder where the service keeps what is its own
 * @param database the synced database; made if absent
 * @param publicUrl the address under which phones reach it, if it is not the one it listens on
 * @param kafka where Kafka is, and how topics are made
 * @param zone the zone of timestamps that name none
 * @param tolerance how far a clock may be ahead before it is capped
 * @param policy what follows when two people decided differently
 * @param furtherTables the further tables whose rows travel
 * @param tls how it speaks https; empty where it does not
 */
public record ServiceOptions(
        String host,
        int port,
        Path serverFolder,
        Path database,
        Optional<String> publicUrl,
        KafkaSettings kafka,
        ZoneId zone,
        Duration tolerance,
        ConflictPolicy policy,
        List<String> furtherTables,
        Optional<TlsOptions> tls) {
    /** A service without https. */
    public ServiceOptions(
            String host,
            int port,
            Path serverFolder,
            Path database,
            Optional<String> publicUrl,
            KafkaSettings kafka,
            ZoneId zone,
            Duration tolerance,
            ConflictPolicy policy,
            List<String> furtherTables) {
        this(
                host,
                port,
                serverFolder,
                database,
                publicUrl,
                kafka,
                zone,
                tolerance,
                policy,
                furtherTables,
                Optional.empty());
    }

    /** The same over https. */
    public ServiceOptions with(TlsOptions itsTls) {
        return new ServiceOptions(
                host,
                port,
                serverFolder,
                database,
                publicUrl,
                kafka,
                zone,
                tolerance,
                policy,
                furtherTables,
                Optional.of(itsTls));
    }
}
