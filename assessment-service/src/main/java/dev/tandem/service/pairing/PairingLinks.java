package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** The pairing links in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
interface PairingLinks extends GenericRepository<PairingLink, String> {
    /** The link with that code, while it is neither used nor lapsed. */
    @Query("""
        SELECT *
        FROM pairing_links
        WHERE code_hash = :codeHash
          AND used_at IS NULL
          AND expires_at > :now
        """)
    Optional<PairingLink> findOpen(String codeHash, Instant now);

    /** Uses the link up. */
    @Query("""
        UPDATE pairing_links
        SET used_at = :usedAt
        WHERE code_hash = :codeHash
        """)
    void use(String codeHash, Instant usedAt);
}
