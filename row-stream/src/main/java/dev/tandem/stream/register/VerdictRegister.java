package dev.tandem.stream.register;

import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link VerdictState} in {@code tandem_verdict}. */
public final class VerdictRegister {
    private final Sql sql;
    private final Buckets buckets;

    /** Over this file's tables. */
    public VerdictRegister(Sql sql) {
        this.sql = sql;
        this.buckets = Buckets.of(sql);
    }

    /** 64 bits that stand for a register. */
    public static long id(String productUrl, ReviewType reviewType) {
        return ContentHash.of(List.of("verdict", productUrl, reviewType.text()));
    }

    /** What stands in a register. */
    public VerdictState read(String productUrl, ReviewType reviewType) throws SQLException {
        return sql.first(
                        """
                        SELECT clock, event, based_on, node, verdict FROM tandem_verdict WHERE id = ?
                        """,
                        row -> new VerdictState(
                                productUrl,
                                reviewType,
                                new Version(row.getLong(1), UUID.fromString(row.getString(2))),
                                version(row.getString(3)),
                                row.getString(4),
                                verdict(reviewType, row.getString(5))),
                        id(productUrl, reviewType))
                .orElseGet(() -> VerdictState.undecided(productUrl, reviewType));
    }

    /** The registers with ids from one to another, both included, in which somebody has decided. */
    public List<VerdictState> between(long from, long to) throws SQLException {
        return sql.all(
                """
                SELECT product_url, review_type, clock, event, based_on, node, verdict
                  FROM tandem_verdict WHERE id BETWEEN ? AND ? ORDER BY id
                """,
                row -> {
                    ReviewType type = ReviewType.of(row.getString(2)).orElseThrow();
                    return new VerdictState(
                            row.getString(1),
                            type,
                            new Version(row.getLong(3), UUID.fromString(row.getString(4))),
                            version(row.getString(5)),
                            row.getString(6),
                            verdict(type, row.getString(7)));
                },
                from,
                to);
    }

    /**
     * Keeps what stands in a register in which somebody has decided.
     *
     * @param before what stood there until now
     */
    public void write(VerdictState before, VerdictState state) throws SQLException {
        Version version = state.version();
        if (version == null) {
            throw new IllegalArgumentException("nothing stands in the register of " + state.productUrl());
        }
        Verdict verdict = state.verdict();
        Version basedOn = state.basedOn();
        long id = id(state.productUrl(), state.reviewType());
        long digest = state.digest(id);
        buckets.change(Buckets.VERDICTS, id, before.digest(id), digest);
        sql.update(
                """
                INSERT OR REPLACE INTO tandem_verdict
                  (id, product_url, review_type, clock, event, based_on, node, verdict, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                state.productUrl(),
                state.reviewType().text(),
                version.clock(),
                version.eventId().toString(),
                basedOn == null ? null : basedOn.clock() + "/" + basedOn.eventId(),
                state.node(),
                verdict == null ? null : VerdictJson.write(verdict),
                digest);
    }

    private static @Nullable Version version(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int slash = text.indexOf('/');
        return new Version(Long.parseLong(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
    }

    private static @Nullable Verdict verdict(ReviewType reviewType, @Nullable String json) {
        return json == null ? null : VerdictJson.read(reviewType, json);
    }
}
