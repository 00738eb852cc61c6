package dev.tandem.service.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer signs in with: a phone that was paired, or a program that holds a token.
 *
 * @param id short and random, for lists and for revoking
 * @param reviewer the name of the reviewer it belongs to
 * @param kind {@code phone} or {@code program}
 * @param label how a person recognizes it
 * @param tokenHash what is kept of its token
 * @param addedAt when it was paired
 * @param lastSeenAt when it last asked for something, to within some minutes
 * @param revokedAt when the owner revoked it
 */
@MappedEntity("devices")
public record Device(
        @Id String id,
        String reviewer,
        String kind,
        String label,
        String tokenHash,
        Instant addedAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant revokedAt) {

    /** A device that is being paired now. */
    public static Device paired(String reviewer, String kind, String label, Secret token, Instant now) {
        return new Device(DeviceIds.random(), reviewer, kind, label, token.hash(), now, null, null);
    }

    /** Whether the owner has revoked it. */
    public boolean isRevoked() {
        return revokedAt != null;
    }
}
