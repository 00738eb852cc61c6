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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a database out of Tandem: all that adopting and syncing added to its schema goes, in one transaction, after a
 * copy was made. Rows stay as they are.
 */
public final class Undo {
    private Undo() {}

    /**
     * What went.
     *
     * @param backup the copy that was made before, with all of it
     * @param columnsRemoved as {@code table.column}
     * @param columnsKept columns that Tandem added and that something of the user's has come to depend on, such as an index
     * @param tablesRemoved tables of the user's that Tandem had made; Tandem's own are not named
     * @param unsent events that nobody else will learn of now
     */
    public record Undone(
            Path backup,
            List<String> columnsRemoved,
            List<String> columnsKept,
            List<String> tablesRemoved,
            long unsent) {}

    /**
     * Undoes an adoption, be it whole or interrupted.
     *
     * @throws StreamException if the file has not been adopted
     */
    public static Undone undo(SyncedFile file, Instant now) {
        if (!file.read("read", TandemTables::exist)) {
            throw new StreamException(
                    file.path() + " has not been adopted, so there is nothing to undo", "check the path");
        }
        file.write("undo the adoption of", sql -> true);
        Path backup = Backup.make(file, "undo", now);
        return file.write("undo the adoption of", sql -> takeOut(sql, backup));
    }

    private static Undone takeOut(Sql sql, Path backup) throws SQLException {
        Optional<String> columns = Meta.ADDED_COLUMNS.read(sql);
        Optional<String> tables = Meta.ADDED_TABLES.read(sql);
        long unsent = Outbox.depth(sql);
        TriggerCheck.remove(sql);
        TandemTables.drop(sql);
        List<String> tablesRemoved =
                tables.map(names -> List.of(names.split(",", -1))).orElse(List.of());
        for (String table : tablesRemoved) {
            sql.script("DROP TABLE IF EXISTS " + Sql.quote(table));
        }
        List<String> removed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Map.Entry<String, JsonNode> added : columns.map(Undo::json).stream()
                .flatMap(json -> json.properties().stream())
                .toList()) {
            for (JsonNode column : added.getValue()) {
                if (!tablesRemoved.contains(added.getKey())) {
                    boolean gone = drop(sql, added.getKey(), column.textValue());
                    (gone ? removed : kept).add(added.getKey() + "." + column.textValue());
                }
            }
        }
        return new Undone(backup, removed, kept, tablesRemoved, unsent);
    }

    /** Whether the column is gone. SQLite refuses where an index, a view or a trigger names it. */
    private static boolean drop(Sql sql, String table, String column) throws SQLException {
        if (sql.number("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, column) == 0) {
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
