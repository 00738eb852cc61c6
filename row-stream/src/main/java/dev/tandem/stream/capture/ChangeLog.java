package dev.tandem.stream.capture;

import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.TablesInStep;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the triggers noted, from the oldest on, up to a limit. */
final class ChangeLog {
    private final Set<RowKey> keys = new LinkedHashSet<>();
    private final Map<String, Set<Long>> written = new HashMap<>();
    private final Map<String, Set<Long>> deleted = new HashMap<>();
    private final Set<String> tablesWithOrigins = new LinkedHashSet<>();
    private final int limit;
    private int entries;
    private int unnamed;
    private long last = -1;

    private ChangeLog(int limit) {
        this.limit = limit;
    }

    static ChangeLog read(Sql sql, TablesInStep tables, int limit) throws SQLException {
        ChangeLog log = new ChangeLog(limit);
        sql.all(
                """
                SELECT seq, table_name, key_1, key_2, key_3, key_4, key_5, key_6, key_7, key_8, gone
                  FROM tandem_change ORDER BY seq LIMIT ?
                """,
                row -> {
                    Optional<SyncTable> table = tables.named(row.getString(2));
                    if (table.isPresent() && table.get().hasOrigins()) {
                        log.note(table.get().name(), row.getLong(3), row.getBoolean(11));
                    } else if (table.isPresent()) {
                        UserTable.key(table.get(), row, 3).ifPresentOrElse(log.keys::add, () -> log.unnamed++);
                    }
                    log.last = row.getLong(1);
                    return log.entries++;
                },
                limit);
        return log;
    }

    private void note(String table, long rowid, boolean gone) {
        tablesWithOrigins.add(table);
        (gone ? deleted : written)
                .computeIfAbsent(table, name -> new LinkedHashSet<>())
                .add(rowid);
    }

    /** The keys of the rows that were touched. */
    Set<RowKey> keys() {
        return keys;
    }

    /** How many rows were touched that cannot travel, because a key column is null. */
    int unnamed() {
        return unnamed;
    }

    /** The tables without a key of which rows were touched. */
    Set<String> tablesWithOrigins() {
        return tablesWithOrigins;
    }

    /** The row ids under which a row was inserted or updated there. */
    Set<Long> written(String table) {
        return written.getOrDefault(table, Set.of());
    }

    /** The row ids under which a row was deleted there; what is there now is another row. */
    Set<Long> deleted(String table) {
        return deleted.getOrDefault(table, Set.of());
    }

    /** Whether nothing follows. */
    boolean isLast() {
        return entries < limit;
    }

    /** Takes what was read out of the log. */
    void clear(Sql sql) throws SQLException {
        if (last >= 0) {
            sql.update("DELETE FROM tandem_change WHERE seq <= ?", last);
        }
    }
}
