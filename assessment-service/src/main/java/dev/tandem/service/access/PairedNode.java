package dev.tandem.service.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A laptop that may compare itself with the server.
 *
 * @param id short and random, for lists and for revoking
 * @param name as the owner calls it
 * @param node the laptop's id in the streams
 * @param tokenHash what is kept of its token
 * @param addedAt when it was paired
 * @param lastSeenAt when it last asked for something, to within some minutes
 * @param revokedAt when the owner revoked it
 */
@MappedEntity("nodes")
public record PairedNode(
        @Id String id,
        String name,
        String node,
        String tokenHash,
        Instant addedAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant revokedAt) {

    /** A laptop that is being paired now. */
    public static PairedNode paired(String name, String node, Secret token, Instant now) {
        return new PairedNode(DeviceIds.random(), name, node, token.hash(), now, null, null);
    }
}
