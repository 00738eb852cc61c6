package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link that opens the owner's page in one browser, once.
 *
 * @param codeHash what is kept of its code
 * @param addedAt when the owner asked for it
 * @param expiresAt from when on it is worth nothing
 * @param usedAt when a browser was paired with it, or the owner took it back
 */
@MappedEntity("owner_links")
record OwnerLink(
        @Id String codeHash,
        Instant addedAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
