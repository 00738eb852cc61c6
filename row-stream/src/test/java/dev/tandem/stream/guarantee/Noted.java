package dev.tandem.stream.guarantee;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;

/** A row of the user's. */
record Noted(RowKey key, Columns columns) {}
