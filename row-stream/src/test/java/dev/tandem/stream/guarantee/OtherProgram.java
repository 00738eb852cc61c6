package dev.tandem.stream.guarantee;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A program of the user's that knows nothing of Tandem, with a connection of its own to the same file. */
final class OtherProgram implements AutoCloseable {
    private final Path path;
    private Connection connection;
    private @Nullable Connection holder;

    OtherProgram(Path path) {
        this.path = path;
        this.connection = connect();
    }

    /** After it was closed, and the file replaced by another. */
    void reopen() {
        connection = connect();
    }

    /** What another program does to the file; what SQLite refuses it is no business of Tandem's. */
    void script(String statement, List<?> values) {
        unlock();
        try (var it = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.size(); i++) {
                it.setObject(i + 1, values.get(i));
            }
            it.execute();
        } catch (SQLException refused) {
            // Such as a column that this file has not got.
        }
    }

    /** A table is dropped and made anew, with the same rows and without triggers; not while another holds the file. */
    void remake(String table) {
        unlock();
        if (!has(table)) {
            return;
        }
        try (var it = connection.createStatement()) {
            String made;
            try (ResultSet row =
                    it.executeQuery("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'")) {
                made = row.getString(1);
            }
            it.execute("CREATE TEMP TABLE kept AS SELECT * FROM " + table);
            it.execute("DROP TABLE " + table);
            it.execute(made);
            it.execute("INSERT INTO " + table + " SELECT * FROM kept");
            it.execute("DROP TABLE temp.kept");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows are deleted, and inserted again under other ids. */
    void refill(String table) {
        unlock();
        if (!has(table)) {
            return;
        }
        String columns = String.join(", ", names("SELECT name FROM pragma_table_info(?) WHERE name <> 'id'", table));
        try (var it = connection.createStatement()) {
            it.execute("CREATE TEMP TABLE kept AS SELECT * FROM " + table + " ORDER BY title DESC, id DESC");
            it.execute("DELETE FROM " + table);
            it.execute("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM kept");
            it.execute("DROP TABLE temp.kept");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void lock() {
        unlock();
        try {
            Connection other = connect();
            try (var begin = other.createStatement()) {
                begin.execute("BEGIN IMMEDIATE");
            }
            holder = other;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void unlock() {
        if (holder != null) {
            try {
                holder.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            holder = null;
        }
    }

    /** All rows that travel, as any program sees them; a column that holds nothing is as good as none. */
    Map<String, Noted> rows() {
        Map<String, Noted> rows = new TreeMap<>();
        for (SyncTable table : SyncTable.ALL) {
            try (var it = connection.createStatement();
                    ResultSet row = it.executeQuery("SELECT * FROM " + table.name())) {
                while (row.next()) {
                    Columns all = columns(row);
                    List<String> key = new ArrayList<>();
                    table.key().forEach(column -> key.add(Objects.requireNonNull(all.text(column))));
                    RowKey its = table.equals(SyncTable.PRODUCTS)
                            ? RowKey.product(key.get(0))
                            : RowKey.queued(key.get(0), key.get(1));
                    if (rows.put(
                                    name(its),
                                    new Noted(its, all.without(table.key()).without(table.local())))
                            != null) {
                        throw new IllegalStateException(path + " has two rows for " + its);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    /** What further tables show, whatever their rows are known by. */
    Map<String, String> further() {
        Map<String, String> tables = new TreeMap<>();
        for (String table : SyncTable.USUAL_FURTHER) {
            List<String> rows = new ArrayList<>();
            if (has(table)) {
                try (var it = connection.createStatement();
                        ResultSet row = it.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        rows.add(columns(row).without(List.of("id")).toString());
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            rows.sort(null);
            tables.put(table, rows.toString());
        }
        return tables;
    }

    private boolean has(String table) {
        return !names("SELECT name FROM sqlite_master WHERE name = ?", table).isEmpty();
    }

    private List<String> names(String query, String table) {
        try (var it = connection.prepareStatement(query)) {
            it.setString(1, table);
            List<String> names = new ArrayList<>();
            try (ResultSet row = it.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Columns columns(ResultSet row) throws SQLException {
        Columns.Builder columns = Columns.builder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (value != null) {
                columns.put(row.getMetaData().getColumnName(i), value);
            }
        }
        return columns.build();
    }

    static String name(RowKey key) {
        return key.table() + " "
                + String.join(" ", key.values().stream().map(String::valueOf).toList());
    }

    boolean holdsTheLock() {
        return holder != null;
    }

    private Connection connect() {
        try {
            Connection made = DriverManager.getConnection("jdbc:sqlite:" + path);
            try (var pragma = made.createStatement()) {
                pragma.execute("PRAGMA synchronous = OFF");
            }
            return made;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        unlock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
