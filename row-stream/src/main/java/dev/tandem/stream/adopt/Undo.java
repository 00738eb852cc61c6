package dev.tandem.stream.adopt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.TandemTables;
import dev.tandem.stream.outbox.Outbox;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a database out of Tandem: all that adopting and syncing added to its schema goes, in one transaction, after a
 * copy was made. Rows stay as they are, but for what stands in columns and tables that go.
 */
public final class Undo {
    private Undo() {}

    /**
     * What goes.
     *
     * @param backup the copy that was made before, with all of it; none where nothing was taken out yet
     * @param columnsRemoved as {@code table.column}
     * @param columnsKept columns that Tandem added and that something of the user's has come to depend on, such as an index
     * @param tablesRemoved tables of the user's that Tandem had made; Tandem's own are not named
     * @param valuesLost how many values go with the columns that are removed, whoever wrote them, and do not follow
     *     from a decision that stays in its row; columns without are left out
     * @param rowsLost how many rows stand in the tables that are removed; those without are left out
     * @param unsent events that nobody else will learn of now
     * @param room how many bytes of the file hold nothing afterwards; SQLite keeps them for rows to come
     */
    public record Undone(
            Optional<Path> backup,
            List<String> columnsRemoved,
            List<String> columnsKept,
            List<String> tablesRemoved,
            Map<String, Long> valuesLost,
            Map<String, Long> rowsLost,
            long unsent,
            long room) {
        /** Whether something of the user's goes with it. */
        public boolean losesSomething() {
            return !valuesLost.isEmpty() || !rowsLost.isEmpty();
        }
    }

    /** What {@link #undo} would take out now. Changes nothing. */
    public static Undone foresee(SyncedFile file) {
        requireAdopted(file);
        return file.tryOut("undo the adoption of", sql -> takeOut(sql, Optional.empty()));
    }

    /**
     * Undoes an adoption, be it whole or interrupted.
     *
     * @throws StreamException if the file has not been adopted
     */
    public static Undone undo(SyncedFile file, Instant now) {
        requireAdopted(file);
        file.write("undo the adoption of", sql -> true);
        Path backup = Backup.make(file, "undo", now);
        return file.write("undo the adoption of", sql -> takeOut(sql, Optional.of(backup)));
    }

    private static void requireAdopted(SyncedFile file) {
        if (!file.read("read", TandemTables::exist)) {
            throw new StreamException(
                    file.path() + " has not been adopted, so there is nothing to undo", "check the path");
        }
    }

    private static Undone takeOut(Sql sql, Optional<Path> backup) throws SQLException {
        Optional<String> columns = Meta.ADDED_COLUMNS.read(sql);
        Optional<String> tables = Meta.ADDED_TABLES.read(sql);
        long unsent = Outbox.depth(sql);
        TriggerCheck.remove(sql);
        TandemTables.drop(sql);
        List<String> tablesRemoved =
                tables.map(names -> List.of(names.split(",", -1))).orElse(List.of());
        Map<String, Long> rowsLost = new LinkedHashMap<>();
        for (String table : tablesRemoved) {
            note(rowsLost, table, LostValues.inTable(sql, table));
            sql.script("DROP TABLE IF EXISTS " + Sql.quote(table));
        }
        List<String> removed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        Map<String, Long> valuesLost = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> added : columns.map(Undo::json).stream()
                .flatMap(json -> json.properties().stream())
                .toList()) {
            List<String> going = new ArrayList<>();
            added.getValue().forEach(column -> going.add(column.textValue()));
            for (String column : going) {
                if (!tablesRemoved.contains(added.getKey())) {
                    String name = added.getKey() + "." + column;
                    long values = LostValues.inColumn(sql, added.getKey(), column, going);
                    boolean gone = drop(sql, added.getKey(), column);
                    (gone ? removed : kept).add(name);
                    note(valuesLost, name, gone ? values : 0);
                }
            }
        }
        return new Undone(backup, removed, kept, tablesRemoved, valuesLost, rowsLost, unsent, room(sql));
    }

    /** What the commit leaves without content; a file that gives its room back by itself keeps none. */
    private static long room(Sql sql) throws SQLException {
        boolean givesBack = sql.number("SELECT auto_vacuum FROM pragma_auto_vacuum") == 1;
        return givesBack
                ? 0
                : sql.number("SELECT freelist_count FROM pragma_freelist_count")
                        * sql.number("SELECT page_size FROM pragma_page_size");
    }

    private static void note(Map<String, Long> lost, String what, long count) {
        if (count > 0) {
            lost.put(what, count);
        }
    }

    /** Whether the column is gone. SQLite refuses where an index, a view or a trigger names it. */
    private static boolean drop(Sql sql, String table, String column) throws SQLException {
        if (!LostValues.hasColumn(sql, table, column)) {
            return true;
        }
        sql.forget();
        sql.script("SAVEPOINT one_column");
        try {
            sql.script("ALTER TABLE " + Sql.quote(table) + " DROP COLUMN " + Sql.quote(column));
            sql.script("RELEASE one_column");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() != 1) {
                throw e;
            }
            sql.script("ROLLBACK TO one_column");
            sql.script("RELEASE one_column");
            return false;
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + text, e);
        }
    }
}
