package dev.tandem.service.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
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
}
