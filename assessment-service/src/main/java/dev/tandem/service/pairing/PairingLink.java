package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link by which one phone can be paired, once.
 *
 * @param codeHash what is kept of its code
 * @param reviewer the name of the reviewer the phone will belong to
 * @param addedAt when the owner asked for it
 * @param expiresAt from when on it is worth nothing
 * @param usedAt when a phone was paired with it, or the owner took it back
 */
@MappedEntity("pairing_links")
record PairingLink(
        @Id String codeHash,
        String reviewer,
        Instant addedAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
