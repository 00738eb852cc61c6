package dev.tandem.service.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
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

    /** All of them, in the order in which they were paired. */
    List<PairedNode> listOrderByAddedAt();

    /** The laptop with that id, be it revoked. */
    Optional<PairedNode> findById(String id);

    /** Revokes one, unless it is revoked; how many there were. */
    @Query("""
        UPDATE nodes
        SET revoked_at = :revokedAt
        WHERE id = :id AND revoked_at IS NULL
        """)
    int revoke(String id, Instant revokedAt);
}
