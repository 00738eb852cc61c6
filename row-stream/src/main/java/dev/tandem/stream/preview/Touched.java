package dev.tandem.stream.preview;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.RowKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What events or other programs touch: products by url, rows of further tables by key, place or content. */
final class Touched {
    private final Set<String> urls = new LinkedHashSet<>();
    private final Set<Object> rows = new LinkedHashSet<>();

    /** A row of a table without a key, by SQLite's row id. */
    record Place(String table, long rowid) {}

    /** Rows of a table without a key that held that content when they were first seen. */
    record Content(String table, long hash) {}

    void event(TandemEvent event) {
        if (event instanceof RowEvent row && row.isOfFurtherTable()) {
            row(row.key());
            if (row.key().isOrigin() && row instanceof RowEvent.Content content) {
                rows.add(new Content(row.key().table(), ContentHash.of(content.columns())));
            }
        } else if (event instanceof RowEvent row) {
            url(row.key().text(0));
        } else if (event instanceof AssessmentEvent assessment) {
            url(assessment.productUrl());
        }
    }

    void url(String url) {
        urls.add(url);
    }

    void urls(Collection<String> all) {
        urls.addAll(all);
    }

    void row(RowKey key) {
        rows.add(key);
    }

    void place(String table, long rowid) {
        rows.add(new Place(table, rowid));
    }

    /** The products. */
    Set<String> urls() {
        return urls;
    }

    /** The rows of further tables: {@link RowKey}, {@link Place} or {@link Content}. */
    Set<Object> rows() {
        return rows;
    }
}
