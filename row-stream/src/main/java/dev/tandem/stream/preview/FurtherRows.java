package dev.tandem.stream.preview;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Origins;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.preview.Scratch.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Copies rows of further tables, with all that is known of them. */
final class FurtherRows {
    private static final int MANY = 1_000_000;

    private final Scratch scratch;

    FurtherRows(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Prepares for a table's rows; those without a key are known by their row ids. */
    void know(Sql sql, SyncTable table) throws SQLException {
        Optional<TableShape> shape = TableShape.read(sql, table);
        if (table.hasOrigins() && shape.isPresent() && shape.get().rowid().isEmpty()) {
            scratch.keepRowids(table.name());
        }
    }

    /** Adds all rows of a table. */
    void all(Sql sql, SyncTable table, Touched touched) throws SQLException {
        UserTable rows = new UserTable(sql, TableShape.read(sql, table).orElseThrow());
        for (UserTable.Located located : rows.keys(Long.MIN_VALUE, MANY)) {
            if (table.hasOrigins()) {
                touched.place(table.name(), located.rowid());
            } else {
                located.key().ifPresent(touched::row);
            }
        }
    }

    /** Collects what there is about a {@link RowKey}, a {@link Touched.Place} or a {@link Touched.Content}. */
    void about(Sql sql, Object touched, List<Row> rows) throws SQLException {
        if (touched instanceof RowKey key) {
            key(sql, key, rows);
        } else if (touched instanceof Touched.Place place && scratch.has(place.table())) {
            place(sql, place, rows);
        } else if (touched instanceof Touched.Content content && scratch.has(content.table())) {
            for (RowKey key : new Origins(sql, content.table()).firstSeenWith(content.hash())) {
                key(sql, key, rows);
            }
        }
    }

    private void key(Sql sql, RowKey key, List<Row> rows) throws SQLException {
        scratch.takeRegister(sql, "tandem_row", key.id(), rows);
        if (!scratch.has(key.table())) {
            return;
        }
        if (!key.isOrigin()) {
            String where = key.columns().stream()
                    .map(column -> Sql.quote(column) + " = ?")
                    .collect(Collectors.joining(" AND ", " WHERE ", ""));
            Scratch.take(
                    sql, scratch.known(key.table()), where, rows, key.values().toArray());
            return;
        }
        String its = " WHERE table_name = ? AND node = ? AND origin = ?";
        Scratch.take(sql, scratch.known("tandem_origin"), its, rows, key.table(), key.text(0), key.text(1));
        String local = " WHERE rowid = (SELECT local FROM tandem_origin" + its + ")";
        Scratch.take(sql, scratch.known(key.table()), local, rows, key.table(), key.text(0), key.text(1));
    }

    private void place(Sql sql, Touched.Place place, List<Row> rows) throws SQLException {
        Scratch.take(sql, scratch.known(place.table()), " WHERE rowid = ?", rows, place.rowid());
        Optional<RowKey> known = new Origins(sql, place.table()).at(place.rowid());
        if (known.isPresent()) {
            key(sql, known.get(), rows);
        }
    }
}
