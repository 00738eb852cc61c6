package dev.tandem.stream.capture;

import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.TablesInStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks that the triggers stand. SQLite counts changes of the schema, so the usual check is one number; only when that
 * moved are the triggers themselves compared.
 */
public final class TriggerCheck {
    private TriggerCheck() {}

    /** Whether the triggers stand and the tables look as they did when last checked; changes nothing. */
    public static boolean stands(Sql sql) throws SQLException {
        Optional<String> checked = Meta.CHECKED_SCHEMA.read(sql);
        return checked.isPresent()
                && (checked.get().startsWith(version(sql) + " ")
                        || checked.get().endsWith(fingerprint(sql)));
    }

    /**
     * Makes the triggers stand.
     *
     * @return whether rows may have changed unnoticed, so that all of them have to be looked at; until {@link #passed}
     *     is called, every check says so again
     */
    static boolean mend(SyncedFile file) {
        boolean stands = file.read("check the triggers of", TriggerCheck::stands);
        if (stands) {
            return false;
        }
        return file.write("set the triggers of", sql -> {
            set(sql);
            // A table made anew looks with its triggers as it did before, although its rows have not been looked at.
            Meta.CHECKED_SCHEMA.write(sql, "");
            return true;
        });
    }

    /** Sets the triggers anew on all synced tables that the file has. */
    public static void set(Sql sql) throws SQLException {
        Triggers.drop(sql);
        sql.forget();
        for (SyncTable table : TablesInStep.read(sql).all()) {
            Optional<TableShape> shape = TableShape.read(sql, table);
            if (shape.isPresent()) {
                for (String statement : Triggers.of(sql, shape.get()).values()) {
                    sql.script(statement);
                }
            }
        }
    }

    /** The tables of the file that are kept in step and lack a trigger, such as one that a program made anew. */
    public static List<String> missing(Sql sql) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (SyncTable table : TablesInStep.read(sql).all()) {
            Optional<TableShape> shape = TableShape.read(sql, table);
            if (shape.isPresent()
                    && !Triggers.standing(sql, table)
                            .keySet()
                            .containsAll(Triggers.of(sql, shape.get()).keySet())) {
                missing.add(table.name());
            }
        }
        return missing;
    }

    /** Takes the triggers out. */
    public static void remove(Sql sql) throws SQLException {
        Triggers.drop(sql);
    }

    /** Writes down that all rows have been looked at with the triggers standing. */
    public static void passed(SyncedFile file) {
        file.write("note the triggers of", sql -> {
            passed(sql);
            return true;
        });
    }

    /** Writes down that the tables and triggers are as Tandem left them. */
    public static void passed(Sql sql) throws SQLException {
        for (SyncTable table : TablesInStep.read(sql).all()) {
            Optional<TableShape> shape = TableShape.read(sql, table);
            if (shape.isPresent()
                    && !Triggers.standing(sql, table).equals(new TreeMap<>(Triggers.of(sql, shape.get())))) {
                // A program changed the table again while its rows were looked at: the next check looks once more.
                return;
            }
        }
        Meta.CHECKED_SCHEMA.write(sql, version(sql) + " " + fingerprint(sql));
    }

    private static long version(Sql sql) throws SQLException {
        return sql.number("PRAGMA schema_version");
    }

    /** What the synced tables and their triggers look like; another after a column was added, the same after most VACUUMs. */
    private static String fingerprint(Sql sql) throws SQLException {
        List<String> all = new ArrayList<>();
        for (SyncTable table : TablesInStep.read(sql).all()) {
            Map<String, String> standing = new TreeMap<>(Triggers.standing(sql, table));
            all.addAll(sql.all("""
                    SELECT coalesce(sql, name) FROM sqlite_master
                     WHERE type IN ('table', 'index') AND lower(tbl_name) = ? ORDER BY name
                    """, row -> row.getString(1), table.name()));
            Optional<TableShape> shape = TableShape.read(sql, table);
            if (table.hasOrigins() && shape.isPresent() && shape.get().rowid().isEmpty()) {
                // A VACUUM gives other row ids to the rows of such a table, and counts as a change of the schema.
                all.add(Long.toString(version(sql)));
            }
            standing.forEach((name, statement) -> {
                all.add(name);
                all.add(statement);
            });
        }
        return Long.toHexString(ContentHash.of(all));
    }
}
