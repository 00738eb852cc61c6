package dev.tandem.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is started with.
 *
 * @param host the address it listens on
 * @param port the port; 0 is any that is free
 * @param serverFolder where the service keeps what is its own
 * @param database the synced database; made if absent
 * @param publicUrl the address under which phones reach it, if it is not the one it listens on
 * @param kafka what every Kafka client is made with, {@code bootstrap.servers} among it
 */
public record ServiceOptions(
        String host,
        int port,
        Path serverFolder,
        Path database,
        Optional<String> publicUrl,
        Map<String, String> kafka) {

    /** Where Kafka is. */
    public String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }
}
