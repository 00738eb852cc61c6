package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** The links to the owner's page in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
interface OwnerLinks extends GenericRepository<OwnerLink, String> {
    /** The link with that code, while it is neither used nor lapsed. */
    @Query("""
        SELECT *
        FROM owner_links
        WHERE code_hash = :codeHash
          AND used_at IS NULL
          AND expires_at > :now
        """)
    Optional<OwnerLink> findOpen(String codeHash, Instant now);

    /** Uses the link up. */
    @Query("""
        UPDATE owner_links
        SET used_at = :usedAt
        WHERE code_hash = :codeHash
        """)
    void use(String codeHash, Instant usedAt);
}
