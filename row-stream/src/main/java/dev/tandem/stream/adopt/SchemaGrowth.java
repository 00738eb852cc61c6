package dev.tandem.stream.adopt;

import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Adds tables and columns that events need and an older file lacks, after making a copy of it. */
public final class SchemaGrowth {
    private SchemaGrowth() {}

    /**
     * Makes room for these events; a column counts as needed once an event holds a value for it.
     *
     * @param before what comes before the schema is changed, such as a copy of the file
     */
    public static void makeRoomFor(SyncedFile file, Collection<TandemEvent> events, Runnable before) {
        Map<SyncTable, Set<String>> missing = file.read("read", sql -> missing(sql, events));
        if (!missing.isEmpty()) {
            before.run();
            grow(file, missing);
        }
    }

    /** Whether the file has all that these events need. */
    public static boolean hasRoomFor(Sql sql, Collection<TandemEvent> events) throws SQLException {
        return missing(sql, events).isEmpty();
    }

    private static Map<SyncTable, Set<String>> missing(Sql sql, Collection<TandemEvent> events) throws SQLException {
        Map<SyncTable, Set<String>> missing = new LinkedHashMap<>();
        for (Map.Entry<SyncTable, Set<String>> need : needed(events).entrySet()) {
            Optional<TableShape> shape = TableShape.read(sql, need.getKey());
            Set<String> columns = new TreeSet<>(need.getValue());
            columns.removeIf(column -> !need.getKey().carries(column));
            shape.ifPresent(s -> columns.removeAll(s.content()));
            if (shape.isEmpty() || !columns.isEmpty()) {
                missing.put(need.getKey(), columns);
            }
        }
        return missing;
    }

    private static Map<SyncTable, Set<String>> needed(Collection<TandemEvent> events) {
        Map<SyncTable, Set<String>> needed = new LinkedHashMap<>();
        for (TandemEvent event : events) {
            if (event instanceof RowEvent.Content content) {
                SyncTable table = SyncTable.named(content.key().table());
                Set<String> columns = needed.computeIfAbsent(table, t -> new TreeSet<>());
                content.columns().asMap().forEach((name, value) -> {
                    if (value != null) {
                        columns.add(name);
                    }
                });
                for (OlderColumns older : content.older()) {
                    columns.addAll(older.columns().names());
                }
            }
        }
        return needed;
    }

    /**
     * Makes a table that the file has not got.
     *
     * @param before what comes before the schema is changed, such as a copy of the file
     */
    public static void require(SyncedFile file, SyncTable table, Runnable before) {
        if (file.read("read", sql -> TableShape.read(sql, table).isEmpty())) {
            before.run();
            grow(file, Map.of(table, Set.of()));
        }
    }

    private static void grow(SyncedFile file, Map<SyncTable, Set<String>> missing) {
        file.write("add columns to", sql -> {
            boolean stood = TriggerCheck.stands(sql);
            for (Map.Entry<SyncTable, Set<String>> lack : missing.entrySet()) {
                SyncTable table = lack.getKey();
                if (TableShape.read(sql, table).isEmpty()) {
                    if (table.equals(SyncTable.PRODUCTS)) {
                        throw new StreamException(
                                file.path() + " has lost its table 'products'",
                                "if a script is making it anew, let it finish and run the command again");
                    }
                    UserSchema.create(sql, table);
                    Adoption.rememberTable(sql, table);
                }
                Optional<TableShape> shape = TableShape.read(sql, table);
                for (String column : lack.getValue()) {
                    if (shape.isPresent() && !shape.get().content().contains(column)) {
                        UserSchema.addColumn(sql, table, column);
                        Adoption.remember(sql, table, column);
                    }
                }
            }
            TriggerCheck.set(sql);
            if (stood) {
                TriggerCheck.passed(sql);
            }
            return true;
        });
    }
}
