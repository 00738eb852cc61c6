package dev.tandem.service.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the owner signs in with: a browser that a link has opened the owner's page in, or a program that holds a token.
 *
 * @param id short and random, for lists and for revoking
 * @param kind {@code browser} or {@code program}
 * @param label how a person recognizes it
 * @param tokenHash what is kept of its token
 * @param addedAt when it was paired
 * @param lastSeenAt when it last asked for something, to within some minutes
 * @param revokedAt when it was revoked
 */
@MappedEntity("owner_devices")
public record OwnerDevice(
        @Id String id,
        String kind,
        String label,
        String tokenHash,
        Instant addedAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant revokedAt) {

    /** A browser or program that is being paired now. */
    public static OwnerDevice paired(String kind, String label, Secret token, Instant now) {
        return new OwnerDevice(DeviceIds.random(), kind, label, token.hash(), now, null, null);
    }
}
