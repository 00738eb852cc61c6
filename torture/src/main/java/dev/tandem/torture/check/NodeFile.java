package dev.tandem.torture.check;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's database as it is at the end, read with plain SQL.
 *
 * @param name whose it is
 */
public record NodeFile(String name, Path path) {
    /** A row: its columns by name, each as text; null where there is nothing. */
    public record Row(Map<String, @Nullable String> columns) {
        /** A column that is there. */
        String text(String column) {
            String value = columns.get(column);
            return value == null ? "" : value;
        }

        long number(String column) {
            return Long.parseLong(text(column));
        }
    }

    /** What a query finds. */
    List<Row> query(String query) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                ResultSet found = connection.createStatement().executeQuery(query)) {
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, @Nullable String> columns = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    columns.put(found.getMetaData().getColumnLabel(i), found.getString(i));
                }
                rows.add(new Row(columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("could not read " + path + ": " + e.getMessage(), e);
        }
    }
}
