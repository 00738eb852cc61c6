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
        public EventType type() {
            return EventType.REVIEW_WITHDRAWN;
        }
    }

    /** The event that lists a row of that table with this content. */
    static Content content(RowKey key, long clock, boolean capped, Facet facet) {
        return switch (key.table()) {
            case "products" -> new ProductListed(key.values().get(0), clock, capped, facet.newest(), facet.older());
            case "assessment_queue" ->
                new ReviewRequested(
                        key.values().get(0), key.values().get(1), clock, capped, facet.newest(), facet.older());
            default -> throw new IllegalArgumentException("no event lists a row of " + key.table());
        };
    }

    /** The event that removes a row of that table. */
    static Removal removal(RowKey key, long clock, boolean capped) {
        return switch (key.table()) {
            case "products" -> new ProductRemoved(key.values().get(0), clock, capped);
            case "assessment_queue" ->
                new ReviewWithdrawn(key.values().get(0), key.values().get(1), clock, capped);
            default -> throw new IllegalArgumentException("no event removes a row of " + key.table());
        };
    }
}
