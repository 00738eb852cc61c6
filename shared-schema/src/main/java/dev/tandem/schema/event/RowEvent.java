package dev.tandem.schema.event;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Version;
import java.util.List;
import java.util.UUID;

/** A change to a row's own content or existence. */
public sealed interface RowEvent extends TandemEvent {
    /** The row it is about. */
    RowKey key();

    /** Microseconds UTC: when the change was made, as its node knows it. */
    long clock();

    /** Whether the clock was ahead of the time it arrived and was taken back to that. */
    boolean capped();

    /** The same event with a clock that was taken back to the time it arrived. */
    RowEvent cappedAt(long arrival);

    /** The version that this event, known under that id, gives to its facet. */
    default Version version(UUID eventId) {
        return new Version(clock(), eventId);
    }

    /** A change that carries a row's content. */
    sealed interface Content extends RowEvent {
        /** The columns that the writer carried. */
        Columns columns();

        /** Columns that it did not carry, under the versions that they have. */
        List<OlderColumns> older();

        /** The content as a facet. */
        default Facet facet(UUID eventId) {
            return Facet.of(version(eventId), columns(), older());
        }
    }

    /** A row is there no more. */
    sealed interface Removal extends RowEvent {}

    /** A product is listed: what a catalog run knows of it. */
    record ProductListed(String url, long clock, boolean capped, Columns columns, List<OlderColumns> older)
            implements Content {
        @Override
        public RowKey key() {
            return RowKey.product(url);
        }

        @Override
        public ProductListed cappedAt(long arrival) {
            return new ProductListed(url, arrival, true, columns, older);
        }

        @Override
        public EventType type() {
            return EventType.PRODUCT_LISTED;
        }
    }

    /** A product is listed no more. */
    record ProductRemoved(String url, long clock, boolean capped) implements Removal {
        @Override
        public RowKey key() {
            return RowKey.product(url);
        }

        @Override
        public ProductRemoved cappedAt(long arrival) {
            return new ProductRemoved(url, arrival, true);
        }

        @Override
        public EventType type() {
            return EventType.PRODUCT_REMOVED;
        }
    }

    /** People are asked to review a product: an entry in the review queue. */
    record ReviewRequested(
            String productUrl, String reviewType, long clock, boolean capped, Columns columns, List<OlderColumns> older)
            implements Content {
        @Override
        public RowKey key() {
            return RowKey.queued(productUrl, reviewType);
        }

        @Override
        public ReviewRequested cappedAt(long arrival) {
            return new ReviewRequested(productUrl, reviewType, arrival, true, columns, older);
        }

        @Override
        public EventType type() {
            return EventType.REVIEW_REQUESTED;
        }
    }

    /** The review queue asks for this review no more. */
    record ReviewWithdrawn(String productUrl, String reviewType, long clock, boolean capped) implements Removal {
        @Override
        public RowKey key() {
            return RowKey.queued(productUrl, reviewType);
        }

        @Override
        public ReviewWithdrawn cappedAt(long arrival) {
            return new ReviewWithdrawn(productUrl, reviewType, arrival, true);
        }

        @Override
        public EventType type() {
            return EventType.REVIEW_WITHDRAWN;
        }
    }

    /** A row of a further table holds this. */
    record RowUpserted(RowKey key, long clock, boolean capped, Columns columns, List<OlderColumns> older)
            implements Content {
        @Override
        public RowUpserted cappedAt(long arrival) {
            return new RowUpserted(key, arrival, true, columns, older);
        }

        @Override
        public EventType type() {
            return EventType.ROW_UPSERTED;
        }
    }

    /** A row of a further table is there no more. */
    record RowRemoved(RowKey key, long clock, boolean capped) implements Removal {
        @Override
        public RowRemoved cappedAt(long arrival) {
            return new RowRemoved(key, arrival, true);
        }

        @Override
        public EventType type() {
            return EventType.ROW_REMOVED;
        }
    }

    /** Whether the row is one of a further table. */
    default boolean isOfFurtherTable() {
        return this instanceof RowUpserted || this instanceof RowRemoved;
    }

    /** The event that lists a row of that table with this content. */
    static Content content(RowKey key, long clock, boolean capped, Facet facet) {
        return switch (key.table()) {
            case "products" -> new ProductListed(key.text(0), clock, capped, facet.newest(), facet.older());
            case "assessment_queue" ->
                new ReviewRequested(key.text(0), key.text(1), clock, capped, facet.newest(), facet.older());
            default -> new RowUpserted(key, clock, capped, facet.newest(), facet.older());
        };
    }

    /** The event that removes a row of that table. */
    static Removal removal(RowKey key, long clock, boolean capped) {
        return switch (key.table()) {
            case "products" -> new ProductRemoved(key.text(0), clock, capped);
            case "assessment_queue" -> new ReviewWithdrawn(key.text(0), key.text(1), clock, capped);
            default -> new RowRemoved(key, clock, capped);
        };
    }
}
