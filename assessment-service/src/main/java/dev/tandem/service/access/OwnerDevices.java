package dev.tandem.service.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The owner's browsers and programs in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
public interface OwnerDevices extends GenericRepository<OwnerDevice, String> {
    /** The one with that token, be it revoked. */
    Optional<OwnerDevice> findByTokenHash(String tokenHash);

    /** Adds one. */
    OwnerDevice save(OwnerDevice device);

    /** Notes when it was here. */
    @Query("""
        UPDATE owner_devices
        SET last_seen_at = :lastSeenAt
        WHERE id = :id
        """)
    void seen(String id, Instant lastSeenAt);

    /** All of them, in the order in which they were paired. */
    List<OwnerDevice> listOrderByAddedAt();

    /** The one with that id, be it revoked. */
    Optional<OwnerDevice> findById(String id);

    /** Revokes one, unless it is revoked; how many there were. */
    @Query("""
        UPDATE owner_devices
        SET revoked_at = :revokedAt
        WHERE id = :id AND revoked_at IS NULL
        """)
    int revoke(String id, Instant revokedAt);
}
