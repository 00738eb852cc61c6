package dev.tandem.stream.register;

import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link VerdictState} in {@code tandem_verdict}. */
public final class VerdictRegister {
    private final Sql sql;
    private final Buckets buckets;
    private final Map<ReviewType, Map<String, VerdictState>> ahead = new EnumMap<>(ReviewType.class);

    /** Over this file's tables. */
    public VerdictRegister(Sql sql) {
        this.sql = sql;
        this.buckets = Buckets.of(sql);
    }

    /** 64 bits that stand for a register. */
    public static long id(String productUrl, ReviewType reviewType) {
        return ContentHash.of(List.of("verdict", productUrl, reviewType.text()));
    }

    /** Reads the registers of these products ahead, in one statement; each is answered from that until it is written. */
    public void expect(ReviewType reviewType, Collection<String> productUrls) throws SQLException {
        Map<Long, VerdictState> wanted = new LinkedHashMap<>();
        Map<String, VerdictState> states = new HashMap<>();
        for (String url : productUrls) {
            VerdictState undecided = VerdictState.undecided(url, reviewType);
            wanted.put(undecided.id(), undecided);
            states.put(url, undecided);
        }
        sql.all(
                """
                SELECT v.id, v.clock, v.event, v.based_on, v.node, v.verdict
                  FROM json_each(?) wanted CROSS JOIN tandem_verdict v ON v.id = wanted.value
                """,
                row -> {
                    VerdictState undecided = Objects.requireNonNull(wanted.get(row.getLong(1)));
                    return states.put(undecided.productUrl(), decided(undecided, row, 2));
                },
                wanted.keySet().toString());
        ahead.put(reviewType, states);
    }

    /** What stands in a register. */
    public VerdictState read(String productUrl, ReviewType reviewType) throws SQLException {
        VerdictState known = ahead.getOrDefault(reviewType, Map.of()).get(productUrl);
        if (known != null) {
            return known;
        }
        VerdictState undecided = VerdictState.undecided(productUrl, reviewType);
        return sql.first("""
                        SELECT clock, event, based_on, node, verdict FROM tandem_verdict WHERE id = ?
                        """, row -> decided(undecided, row, 1), undecided.id()).orElse(undecided);
    }

    private static VerdictState decided(VerdictState undecided, ResultSet row, int first) throws SQLException {
        return undecided.holding(
                new Version(row.getLong(first), UUID.fromString(row.getString(first + 1))),
                version(row.getString(first + 2)),
                row.getString(first + 3),
                verdict(undecided.reviewType(), row.getString(first + 4)));
    }

    /** The registers with ids from one to another, both included, in which somebody has decided. */
    public List<VerdictState> between(long from, long to) throws SQLException {
        return sql.all(
                """
                SELECT id, product_url, review_type, clock, event, based_on, node, verdict
                  FROM tandem_verdict WHERE id BETWEEN ? AND ? ORDER BY id
                """,
                row -> decided(
                        VerdictState.undecided(
                                row.getLong(1),
                                row.getString(2),
                                ReviewType.of(row.getString(3)).orElseThrow()),
                        row,
                        4),
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
        ahead.computeIfAbsent(state.reviewType(), type -> new HashMap<>()).remove(state.productUrl());
        long id = state.id();
        long digest = state.digest(id);
        buckets.change(Buckets.VERDICTS, id, before.digest(id), digest);
        sql.update(
                """
                INSERT INTO tandem_verdict
                  (id, product_url, review_type, clock, event, based_on, node, verdict, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                  clock = excluded.clock, event = excluded.event, based_on = excluded.based_on, node = excluded.node,
                  verdict = excluded.verdict, digest = excluded.digest
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
