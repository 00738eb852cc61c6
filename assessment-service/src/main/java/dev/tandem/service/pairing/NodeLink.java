package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link by which one laptop gets a node's credential, once.
 *
 * @param codeHash what is kept of its code
 * @param name what the owner will call the laptop
 * @param addedAt when the owner asked for it
 * @param expiresAt from when on it is worth nothing
 * @param usedAt when a laptop was paired with it, or the owner took it back
 */
@MappedEntity("node_links")
record NodeLink(
        @Id String codeHash,
        String name,
        Instant addedAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
