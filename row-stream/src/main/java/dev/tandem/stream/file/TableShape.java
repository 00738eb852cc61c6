package dev.tandem.stream.file;

import dev.tandem.schema.row.SyncTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a table looks like in this file: schemas of any age are met in the wild.
 *
 * @param table the table
 * @param content the columns that travel, in the order of the file
 * @param demanding columns that hold no null and have no default
 * @param defaulting columns that hold no null and have one, with that default as SQL
 * @param rowid the column that is SQLite's own row id, if there is one
 */
public record TableShape(
        SyncTable table,
        List<String> content,
        Set<String> demanding,
        Map<String, String> defaulting,
        Optional<String> rowid) {
    /** Reads a table's shape, if the file has the table with all its key columns. */
    public static Optional<TableShape> read(Sql sql, SyncTable table) throws SQLException {
        List<String> all = new ArrayList<>();
        Set<String> demanding = new LinkedHashSet<>();
        Map<String, String> defaulting = new LinkedHashMap<>();
        List<String> primary = new ArrayList<>();
        sql.all(
                "SELECT name, \"notnull\", pk, upper(type), dflt_value FROM pragma_table_info(?)",
                row -> {
                    String name = row.getString(1).toLowerCase(Locale.ROOT);
                    all.add(name);
                    if (row.getBoolean(2)) {
                        String otherwise = row.getString(5);
                        if (otherwise == null) {
                            demanding.add(name);
                        } else {
                            defaulting.put(name, otherwise);
                        }
                    }
                    if (row.getInt(3) > 0) {
                        primary.add("INTEGER".equals(row.getString(4)) ? name : "");
                    }
                    return name;
                },
                table.name());
        if (all.isEmpty() || !all.containsAll(table.key())) {
            return Optional.empty();
        }
        List<String> content = all.stream().filter(table::carries).toList();
        Optional<String> rowid =
                primary.size() == 1 && !primary.get(0).isEmpty() ? Optional.of(primary.get(0)) : Optional.empty();
        return Optional.of(new TableShape(table, content, demanding, defaulting, rowid));
    }
}
