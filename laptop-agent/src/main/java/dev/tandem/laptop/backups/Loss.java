package dev.tandem.laptop.backups;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.TandemTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a database holds and a copy of it does not.
 *
 * @param rows by table: rows that are not in the copy, or otherwise there; the next sync brings back what was sent
 * @param unsent changes that nobody else knows of: these are lost for good
 * @param copyAdopted whether the copy belongs to Tandem; one made before adopting does not
 */
record Loss(Map<String, Long> rows, long unsent, boolean copyAdopted) {
    static Loss of(SyncedFile database, Path copy) {
        return database.alone("compare", sql -> {
            sql.update("ATTACH DATABASE ? AS copy", copy.toString());
            try {
                return between(sql);
            } finally {
                sql.forget();
                sql.script("DETACH DATABASE copy");
            }
        });
    }

    private static Loss between(Sql sql) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (SyncTable table : SyncTable.ALL) {
            rows.put(table.name(), differing(sql, table));
        }
        boolean adopted = sql.number("SELECT count(*) FROM copy.sqlite_master WHERE name = 'tandem_outbox'") > 0;
        long unsent = 0;
        if (TandemTables.exist(sql)) {
            String known = adopted ? " AND event NOT IN (SELECT event FROM copy.tandem_outbox)" : "";
            unsent = sql.number("SELECT count(*) FROM main.tandem_outbox WHERE topic = ?" + known, Topic.CHANGES.name())
                    + sql.number(
                            "SELECT count(DISTINCT table_name || key_1 || coalesce(key_2, '')) FROM main.tandem_change");
        }
        return new Loss(rows, unsent, adopted);
    }

    private static long differing(Sql sql, SyncTable table) throws SQLException {
        Optional<TableShape> shape = TableShape.read(sql, table);
        if (shape.isEmpty()) {
            return 0;
        }
        List<String> there =
                sql.all("SELECT lower(name) FROM pragma_table_info(?, 'copy')", row -> row.getString(1), table.name());
        String name = Sql.quote(table.name());
        if (there.isEmpty()) {
            return sql.number("SELECT count(*) FROM main." + name);
        }
        List<String> both = new ArrayList<>(table.key());
        both.addAll(shape.get().content());
        both.retainAll(there);
        String columns = both.stream().map(Sql::quote).collect(Collectors.joining(", "));
        return sql.number("SELECT count(*) FROM (SELECT " + columns + " FROM main." + name + " EXCEPT SELECT " + columns
                + " FROM copy." + name + ")");
    }
}
