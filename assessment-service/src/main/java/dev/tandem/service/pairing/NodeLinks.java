package dev.tandem.service.pairing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** The laptops' links in the access database. */
@Repository("access")
@JdbcRepository(dialect = Dialect.ANSI)
interface NodeLinks extends GenericRepository<NodeLink, String> {
    /** The link with that code, while it is neither used nor lapsed. */
    @Query("""
        SELECT *
        FROM node_links
        WHERE code_hash = :codeHash
          AND used_at IS NULL
          AND expires_at > :now
        """)
    Optional<NodeLink> findOpen(String codeHash, Instant now);

    /** Uses the link up, unless it is; how many there were. */
    @Query("""
        UPDATE node_links
        SET used_at = :usedAt
        WHERE code_hash = :codeHash
          AND used_at IS NULL
        """)
    int use(String codeHash, Instant usedAt);
}
