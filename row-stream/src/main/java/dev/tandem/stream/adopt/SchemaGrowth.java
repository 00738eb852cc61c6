package dev.tandem.stream.adopt;

import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.Origins;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.TablesInStep;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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
     * @return whether the schema was changed
     */
    public static boolean makeRoomFor(SyncedFile file, Collection<TandemEvent> events, Runnable before) {
        Map<SyncTable, Set<String>> missing = file.read("read", sql -> missing(sql, events));
        if (!missing.isEmpty()) {
            before.run();
            grow(file, missing);
        }
        return !missing.isEmpty();
    }

    /** Whether the file has all that these events need. */
    public static boolean hasRoomFor(Sql sql, Collection<TandemEvent> events) throws SQLException {
        return missing(sql, events).isEmpty();
    }

    private static Map<SyncTable, Set<String>> missing(Sql sql, Collection<TandemEvent> events) throws SQLException {
        Map<SyncTable, Set<String>> missing = new LinkedHashMap<>();
        TablesInStep tables = TablesInStep.read(sql);
        for (Map.Entry<SyncTable, Set<String>> need : needed(tables, events).entrySet()) {
            String name = need.getKey().name();
            if (tables.named(name).isEmpty() && isThere(sql, name)) {
                if (FurtherTables.find(sql, name).isPresent()) {
                    missing.put(need.getKey(), need.getValue());
                }
                continue;
            }
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

    private static boolean isThere(Sql sql, String name) throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE lower(name) = ?)", name) > 0;
    }

    private static Map<SyncTable, Set<String>> needed(TablesInStep tables, Collection<TandemEvent> events) {
        Map<SyncTable, Set<String>> needed = new LinkedHashMap<>();
        for (TandemEvent event : events) {
            if (event instanceof RowEvent.Content content
                    && tables.accepts(content.key().table())
                    && tables.identifies(content.key())) {
                SyncTable table = tables.named(content.key().table()).orElseGet(() -> SyncTable.of(content.key()));
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

    /**
     * Makes one of the usual further tables, if it is accepted and the file has not got it: for a program that is about to
     * write it.
     *
     * @param before what comes before the schema is changed, such as a copy of the file
     */
    public static void requireFurther(SyncedFile file, String name, Runnable before) {
        if (file.read("read", sql -> !mayMake(sql, name))) {
            return;
        }
        before.run();
        file.write("add tables to", sql -> {
            if (!mayMake(sql, name)) {
                return false;
            }
            TablesInStep tables = TablesInStep.read(sql);
            boolean stood = TriggerCheck.stands(sql);
            UserSchema.create(sql, SyncTable.further(name, List.of(), Set.of(), Optional.empty()));
            keepMade(sql, tables, FurtherTables.find(sql, name).orElseThrow());
            TriggerCheck.set(sql);
            if (stood) {
                TriggerCheck.passed(sql);
            }
            return true;
        });
    }

    private static boolean mayMake(Sql sql, String name) throws SQLException {
        return TablesInStep.read(sql).accepts(name) && !isThere(sql, name);
    }

    private static void keepMade(Sql sql, TablesInStep tables, SyncTable table) throws SQLException {
        Adoption.rememberTable(sql, table);
        new Origins(sql, table.name()).forgetAll();
        tables.keep(table);
        tables.seen(table);
        tables.write(sql);
    }

    private static void grow(SyncedFile file, Map<SyncTable, Set<String>> missing) {
        file.write("add columns to", sql -> {
            boolean stood = TriggerCheck.stands(sql);
            boolean found = false;
            for (Map.Entry<SyncTable, Set<String>> lack : missing.entrySet()) {
                SyncTable table = lack.getKey();
                if (SyncTable.isFurtherName(table.name())) {
                    found |= growFurther(sql, table, lack.getValue());
                    continue;
                }
                if (TableShape.read(sql, table).isEmpty()) {
                    if (table.equals(SyncTable.PRODUCTS)) {
                        throw new StreamException(
                                file.path() + " has lost its table 'products'",
                                "if a script is making it anew, let it finish and run the command again");
                    }
                    UserSchema.create(sql, table);
                    Adoption.rememberTable(sql, table);
                }
                addColumns(sql, table, lack.getValue());
            }
            TriggerCheck.set(sql);
            if (stood && !found) {
                TriggerCheck.passed(sql);
            }
            return true;
        });
    }

    private static void addColumns(Sql sql, SyncTable table, Set<String> columns) throws SQLException {
        Optional<TableShape> shape = TableShape.read(sql, table);
        for (String column : columns) {
            if (shape.isPresent()
                    && table.carries(column)
                    && !shape.get().content().contains(column)) {
                UserSchema.addColumn(sql, table, column);
                Adoption.remember(sql, table, column);
            }
        }
    }

    /**
     * Makes room in a further table. One that the user has made meanwhile is only taken in: its rows have to be captured
     * before events touch it.
     *
     * @return whether that was so
     */
    private static boolean growFurther(Sql sql, SyncTable table, Set<String> columns) throws SQLException {
        TablesInStep tables = TablesInStep.read(sql);
        boolean there = isThere(sql, table.name());
        if (tables.named(table.name()).isEmpty() && there) {
            FurtherTables.find(sql, table.name()).ifPresent(tables::keep);
            tables.write(sql);
            return true;
        }
        if (!there) {
            UserSchema.createFurther(sql, table, columns);
            SyncTable made = FurtherTables.find(sql, table.name())
                    .map(found -> SyncTable.further(table.name(), table.key(), found.local(), found.clock()))
                    .orElse(table);
            keepMade(sql, tables, made);
        }
        addColumns(sql, tables.named(table.name()).orElse(table), columns);
        return false;
    }
}
