package dev.tandem.service.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The devices in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
public interface Devices extends GenericRepository<Device, String> {
    /** The device with that token, be it revoked. */
    Optional<Device> findByTokenHash(String tokenHash);

    /** The device with that id, be it revoked. */
    Optional<Device> findById(String id);

    /** Adds a device. */
    Device save(Device device);

    /** Notes when the device was here. */
    @Query("""
        UPDATE devices
        SET last_seen_at = :lastSeenAt
        WHERE id = :id
        """)
    void seen(String id, Instant lastSeenAt);

    /** All of them, in the order in which they were paired. */
    List<Device> listOrderByAddedAt();

    /** Revokes one, unless it is revoked; how many there were. */
    @Query("""
        UPDATE devices
        SET revoked_at = :revokedAt
        WHERE id = :id AND revoked_at IS NULL
        """)
    int revoke(String id, Instant revokedAt);
}
