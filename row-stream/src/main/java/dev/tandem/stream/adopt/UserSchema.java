package dev.tandem.stream.adopt;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The user's tables as a new database has them, and what of them an older one lacks. */
public final class UserSchema {
    private UserSchema() {}

    /** Makes a table that is not there. */
    public static void create(Sql sql, SyncTable table) throws SQLException {
        sql.script(statements(table));
    }

    /**
     * Makes a further table that is not there. One that is usual gets its usual schema, if that identifies rows as wanted;
     * any other its key and an id of its own.
     *
     * @param columns the columns that it will get besides
     */
    static void createFurther(Sql sql, SyncTable table, Collection<String> columns) throws SQLException {
        if (!statements(table).isEmpty()) {
            create(sql, table);
            boolean asWanted = FurtherTables.find(sql, table.name())
                    .map(found -> found.key().equals(table.key()))
                    .orElse(false);
            if (asWanted) {
                return;
            }
            sql.script("DROP TABLE " + Sql.quote(table.name()));
        }
        List<String> parts = new ArrayList<>();
        if (!columns.contains("id") && !table.key().contains("id")) {
            parts.add("id INTEGER PRIMARY KEY");
        }
        table.key().forEach(column -> parts.add(Sql.quote(column)));
        if (!table.key().isEmpty()) {
            parts.add("UNIQUE (" + table.key().stream().map(Sql::quote).collect(Collectors.joining(", ")) + ")");
        } else if (parts.isEmpty()) {
            parts.add("id");
        }
        sql.script("CREATE TABLE " + Sql.quote(table.name()) + " (" + String.join(", ", parts) + ")");
    }

    /** Adds a column. One that Tandem knows gets its usual type; any other none, so that values stay as they come. */
    public static void addColumn(Sql sql, SyncTable table, String column) throws SQLException {
        if (!Columns.isCarriedName(column)) {
            throw new IllegalArgumentException("'" + column + "' may not be the name of a column");
        }
        sql.forget();
        sql.script("ALTER TABLE " + Sql.quote(table.name()) + " ADD COLUMN " + Sql.quote(column)
                + usualType(table, column));
    }

    /** The columns of a table without which a verdict cannot be written into it. */
    public static List<String> missingForVerdicts(Sql sql, SyncTable table) throws SQLException {
        Set<String> missing = new TreeSet<>(table.verdict());
        TableShape.read(sql, table).ifPresent(shape -> missing.removeAll(shape.content()));
        return new ArrayList<>(missing);
    }

    private static String usualType(SyncTable table, String column) {
        Matcher line = Pattern.compile("(?m)^ +" + Pattern.quote(column) + " ([A-Z]+(\\([0-9,]+\\))?)")
                .matcher(statements(table));
        return line.find() ? " " + line.group(1) : "";
    }

    private static String statements(SyncTable table) {
        String name = table.name() + ".sql";
        try (InputStream in = UserSchema.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
