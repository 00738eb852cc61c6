package dev.tandem.cli.demo;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.SyncTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/** A database looked at from outside, as any program would, with nothing of Tandem's in between. */
final class DemoDatabase {
    private final Path file;

    DemoDatabase(Path file) {
        this.file = file;
    }

    /** Copies a database that may be in use; the original is only read. */
    void copyTo(Path copy) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    /** Takes Tandem's own tables and triggers out of a copy, so that the story begins where it begins. */
    static void forgetTandem(Path copy) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                var statement = connection.createStatement()) {
            List<String> drops = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    SELECT 'DROP ' || type || ' "' || name || '"' FROM sqlite_master
                     WHERE type IN ('table', 'trigger') AND name GLOB 'tandem_*' ORDER BY type DESC
                    """)) {
                while (row.next()) {
                    drops.add(row.getString(1));
                }
            }
            for (String drop : drops) {
                statement.executeUpdate(drop);
            }
        }
    }

    /** How many products wait for a modesty review. */
    int pending() throws SQLException {
        try (Connection connection = connect()) {
            if (columns(connection, "assessment_queue").isEmpty()) {
                return 0;
            }
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT count(*) FROM assessment_queue
                             WHERE review_type = 'modesty' AND status = 'pending'
                            """)) {
                return row.getInt(1);
            }
        }
    }

    /** Whether the file shows that verdict, with its time to the letter, in the product and in its queue row. */
    boolean shows(Phone.Verdict verdict) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT count(*)
                          FROM products p
                          JOIN assessment_queue q ON q.product_url = p.url AND q.review_type = 'modesty'
                         WHERE p.url = ? AND p.modesty_status = ? AND p.assessed_at = ? AND p.clothing_type = ?
                           AND q.status = 'reviewed' AND q.review_decision = p.modesty_status
                           AND q.reviewed_at = p.assessed_at
                        """)) {
            query.setString(1, verdict.productUrl());
            query.setString(2, verdict.decision());
            query.setString(3, verdict.assessedAtText());
            query.setString(4, verdict.clothingType());
            try (ResultSet row = query.executeQuery()) {
                return row.getInt(1) == 1;
            }
        }
    }

    /** Whether the file still has that review as pending. */
    boolean hasPending(String productUrl) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT count(*) FROM assessment_queue
                         WHERE product_url = ? AND review_type = 'modesty' AND status = 'pending'
                        """)) {
            query.setString(1, productUrl);
            try (ResultSet row = query.executeQuery()) {
                return row.getInt(1) == 1;
            }
        }
    }

    /** All rows of the synced tables: the hash of all that is carried, by table and key. */
    Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = connect()) {
            for (SyncTable table : SyncTable.ALL) {
                List<String> columns = columns(connection, table.name());
                if (!columns.containsAll(table.key())) {
                    continue;
                }
                String names = columns.stream()
                        .map(c -> '"' + c.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(", "));
                try (var statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT " + names + " FROM " + table.name())) {
                    while (row.next()) {
                        Columns.Builder content = Columns.builder();
                        for (String column : columns) {
                            if (table.carries(column)) {
                                content.put(column, row.getObject(column));
                            }
                        }
                        StringBuilder key = new StringBuilder(table.name());
                        for (String column : table.key()) {
                            key.append(' ').append(row.getString(column));
                        }
                        rows.put(key.toString(), ContentHash.of(content.build()));
                    }
                }
            }
        }
        return rows;
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5_000);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }
}
