package dev.tandem.stream.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Projection;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a verdict in other rows. Drawn once, by the server, in the verdict's transaction, as events whose
 * ids derive from the verdict's: drawn again, they are the same events.
 */
final class Consequences {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeContext context;
    private final Sql sql;
    private final Rows rows;
    private final RowMerge merge;

    Consequences(NodeContext context, Sql sql, Rows rows, RowMerge merge) {
        this.sql = sql;
        this.context = context;
        this.rows = rows;
        this.merge = merge;
    }

    /** Of a verdict that has just come to stand. */
    void draw(VerdictState decided) throws SQLException {
        Verdict verdict = decided.verdict();
        Version version = decided.version();
        if (version == null) {
            return;
        }
        if (verdict == null) {
            askAgain(version, decided);
        } else if (verdict.decision() == Decision.NOT_DUPLICATE) {
            askForModesty(version, decided.productUrl());
        } else if (decided.reviewType() == ReviewType.MODESTY) {
            listFromQueue(version, decided.productUrl());
        }
    }

    /** Of a queue row whose verdict was here before it. */
    void draw(RowKey key) throws SQLException {
        if (key.table().equals(SyncTable.ASSESSMENT_QUEUE.name())) {
            draw(rows.verdictOf(key));
        }
    }

    /** A product that is no duplicate is to be reviewed, soon; a review that is done stays done. */
    private void askForModesty(Version verdict, String productUrl) throws SQLException {
        RowKey asked = RowKey.queued(productUrl, ReviewType.MODESTY.text());
        if (rows.verdictOf(asked).verdict() != null) {
            return;
        }
        Optional<Columns> entry = rows.read(asked);
        if (entry.isEmpty()) {
            entry = rows.read(RowKey.queued(productUrl, ReviewType.DUPLICATION.text()))
                    .map(row -> row.without(List.of("suspected_match_data")));
        }
        if (entry.isEmpty()) {
            return;
        }
        Columns pending = Projection.pending(SyncTable.ASSESSMENT_QUEUE);
        Columns raised = entry.get().overlaidBy(pending).overlaidBy(Columns.of(Map.of("priority", "high")));
        RowState state = rows.states().read(asked);
        long clock = above(verdict.clock(), state);
        ReviewRequested requested =
                new ReviewRequested(productUrl, ReviewType.MODESTY.text(), clock, false, raised, List.of());
        apply(verdict, "modesty-review", requested);
    }

    /** A verdict was taken back and none stands: where nothing is known of the time before it, the review is pending. */
    private void askAgain(Version retraction, VerdictState decided) throws SQLException {
        String url = decided.productUrl();
        if (decided.reviewType() == ReviewType.MODESTY) {
            makePending(retraction, "pending-product", RowKey.product(url));
        }
        makePending(
                retraction,
                "pending-review",
                RowKey.queued(url, decided.reviewType().text()));
    }

    private void makePending(Version retraction, String consequence, RowKey key) throws SQLException {
        Optional<Columns> row = rows.read(key);
        if (row.isEmpty()) {
            return;
        }
        RowState state = rows.states().read(key);
        Columns content = state.carriedContent(row.get());
        Columns pending = Projection.pending(SyncTable.named(key.table()));
        Columns.Builder unknown = Columns.builder();
        for (String column : pending.names()) {
            if (content.get(column) == null) {
                unknown.put(column, pending.get(column));
            }
        }
        Columns asked = content.overlaidBy(unknown.build().only(row.get().names()));
        if (!asked.equals(content)) {
            long clock = above(0, state);
            Facet facet = Facet.of(new Version(clock, retraction.eventId()), asked);
            apply(retraction, consequence, RowEvent.content(key, clock, false, facet));
        }
    }

    /** A product that was only queued so far becomes a product: its row is made from what the queue knows of it. */
    private void listFromQueue(Version verdict, String productUrl) throws SQLException {
        RowState product = rows.states().read(RowKey.product(productUrl));
        Optional<UserTable> table = rows.table(SyncTable.PRODUCTS);
        if (product.version() != null || table.isEmpty()) {
            return;
        }
        RowState queued = rows.states().read(RowKey.queued(productUrl, ReviewType.MODESTY.text()));
        Optional<Columns> entry = rows.read(queued.key());
        if (entry.isEmpty()) {
            return;
        }
        Columns listing = listing(table.get(), entry.get());
        Version asked = queued.version();
        long clock = asked == null ? 0 : asked.clock();
        ProductListed listed = new ProductListed(productUrl, above(clock, product), false, listing, List.of());
        apply(verdict, "product", listed);
    }

    private void apply(Version cause, String consequence, RowEvent event) throws SQLException {
        UUID id = EventIds.derive(cause.eventId(), consequence);
        boolean drawn = sql.number(
                        "SELECT count(*) FROM tandem_history WHERE subject = ? AND event = ?",
                        event.key().id(),
                        id.toString())
                > 0;
        if (drawn) {
            return;
        }
        Envelope derived = new Envelope(id, context.node().id(), context.now(), event);
        merge.apply(derived, event);
    }

    private static long above(long clock, RowState state) {
        long above = clock;
        Version version = state.version();
        Version removed = state.removed();
        if (version != null) {
            above = Math.max(above, version.clock() + 1);
        }
        if (removed != null) {
            above = Math.max(above, removed.clock() + 1);
        }
        return above;
    }

    /** The fields of {@code product_data} that {@code products} has a column for. */
    private static Columns listing(UserTable products, Columns entry) {
        Columns.Builder listing = Columns.builder();
        listing.put("retailer", entry.get("retailer"));
        JsonNode data = productData(entry.text("product_data"));
        for (String column : products.shape().content()) {
            JsonNode value = data.path(column);
            if (value.isTextual()) {
                listing.put(column, value.textValue());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                listing.put(column, value.longValue());
            } else if (value.isNumber()) {
                listing.put(column, value.doubleValue());
            }
        }
        for (String seen : List.of("first_seen", "last_seen", "last_updated")) {
            listing.put(seen, entry.get("added_at"));
        }
        return listing.build().only(products.shape().content());
    }

    private static JsonNode productData(@Nullable String text) {
        try {
            return text == null ? JSON.missingNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
