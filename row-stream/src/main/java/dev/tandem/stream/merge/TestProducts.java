package dev.tandem.stream.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The products that self tests make, under urls that nobody else can have. Only the laptop that runs the test and the
 * server take them in, and the server forgets them with their removal: no version, no history, no verdict stays. So a
 * test leaves nothing in any database, whoever reads its records, and whenever.
 */
public final class TestProducts {
    /** What their urls begin with; {@code .invalid} is reserved (RFC 2606). */
    public static final String PREFIX = "https://selftest.tandem.invalid/";

    private final Sql sql;
    private final Role role;

    TestProducts(Sql sql, NodeContext context) {
        this.sql = sql;
        this.role = context.node().role();
    }

    /** What comes of an event about one of them that is not merged like any other; empty usually. */
    Optional<MergeResult> passOver(TandemEvent event) throws SQLException {
        String url = url(event);
        if (!url.startsWith(PREFIX)) {
            return Optional.empty();
        }
        if (role == Role.SERVER) {
            if (!(event instanceof ProductRemoved)) {
                return Optional.empty();
            }
            forget(sql, url);
            return Optional.of(new MergeResult(event, Outcome.APPLIED));
        }
        return isUnderTest(url) ? Optional.empty() : Optional.of(new MergeResult(event, Outcome.CONFIRMED));
    }

    /** Whether a record with this key is about one of them. */
    public static boolean isOfOne(@Nullable String key) {
        return key != null && key.contains(PREFIX);
    }

    private boolean isUnderTest(String url) throws SQLException {
        Optional<String> noted = Meta.SELFTEST.read(sql);
        try {
            return noted.isPresent()
                    && new ObjectMapper()
                            .readTree(noted.get())
                            .path("underTest")
                            .asText()
                            .equals(url);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Takes all that this database knows of a product out, in the transaction at hand, among writes of Tandem's own. */
    public static void forget(Sql sql, String url) throws SQLException {
        List<RowKey> rows = new ArrayList<>(List.of(RowKey.product(url)));
        for (ReviewType type : ReviewType.values()) {
            rows.add(RowKey.queued(url, type.text()));
            long id = VerdictRegister.id(url, type);
            sql.update("""
                    DELETE FROM tandem_tap WHERE id IN (SELECT event FROM tandem_history WHERE subject = ?)
                    """, id);
            forget(sql, "tandem_verdict", Buckets.VERDICTS, id);
        }
        for (RowKey row : rows) {
            forget(sql, "tandem_row", row.table(), row.id());
        }
        sql.update("DELETE FROM tandem_conflict WHERE product_url = ?", url);
        delete(sql, SyncTable.PRODUCTS, "url", url);
        delete(sql, SyncTable.ASSESSMENT_QUEUE, "product_url", url);
    }

    private static void forget(Sql sql, String register, String table, long id) throws SQLException {
        Optional<Long> digest =
                sql.first("SELECT digest FROM " + Sql.quote(register) + " WHERE id = ?", row -> row.getLong(1), id);
        if (digest.isPresent()) {
            Buckets.of(sql).change(table, id, digest.get(), Digest.NONE);
            sql.update("DELETE FROM " + Sql.quote(register) + " WHERE id = ?", id);
        }
        sql.update("DELETE FROM tandem_outbox WHERE event IN (SELECT event FROM tandem_history WHERE subject = ?)", id);
        sql.update("DELETE FROM tandem_history WHERE subject = ?", id);
    }

    private static void delete(Sql sql, SyncTable table, String column, String url) throws SQLException {
        if (TableShape.read(sql, table).isPresent()) {
            sql.update("DELETE FROM " + Sql.quote(table.name()) + " WHERE " + Sql.quote(column) + " = ?", url);
        }
    }

    private static String url(TandemEvent event) {
        if (event instanceof AssessmentEvent assessment) {
            return assessment.productUrl();
        }
        boolean product = event instanceof RowEvent row
                && (row.key().table().equals(SyncTable.PRODUCTS.name())
                        || row.key().table().equals(SyncTable.ASSESSMENT_QUEUE.name()));
        return product ? ((RowEvent) event).key().text(0) : "";
    }
}
