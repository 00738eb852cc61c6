package dev.tandem.service.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** The paired laptops in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
public interface PairedNodes extends GenericRepository<PairedNode, String> {
    /** The laptop with that token, be it revoked. */
    Optional<PairedNode> findByTokenHash(String tokenHash);

    /** Adds a laptop. */
    PairedNode save(PairedNode node);

    /** Notes when the laptop was here. */
    @Query("""
        UPDATE nodes
        SET last_seen_at = :lastSeenAt
        WHERE id = :id
        """)
    void seen(String id, Instant lastSeenAt);
}
