package dev.tandem.service.product;

import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a product with all the columns that its table happens to have: files differ in their schema, and columns travel
 * that this program does not know.
 */
@Singleton
class KnownProducts {
    private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");

    /** Ids are local to a file and say nothing elsewhere; the queue's JSON is the scraper's copy of the same product. */
    private static final Set<String> LEFT_OUT = Set.of("id", "product_url", "product_data");

    private final ConnectionOperations<Connection> connections;

    KnownProducts(@Named("products") ConnectionOperations<Connection> connections) {
        this.connections = connections;
    }

    /** The product with that url and its reviews; empty if neither the products nor the queue know it. */
    Optional<Map<String, @Nullable Object>> find(String url) {
        return connections.executeRead(status -> {
            Connection connection = status.getConnection();
            List<Map<String, @Nullable Object>> product = rows(connection, """
                SELECT * FROM products WHERE url = ?
                """, url);
            List<Map<String, @Nullable Object>> reviews = rows(connection, """
                SELECT * FROM assessment_queue WHERE product_url = ? ORDER BY review_type
                """, url);
            if (product.isEmpty() && reviews.isEmpty()) {
                return Optional.empty();
            }
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("url", url);
            product.forEach(answer::putAll);
            answer.put("reviews", reviews);
            return Optional.of(answer);
        });
    }

    private static List<Map<String, @Nullable Object>> rows(Connection connection, String sql, String url) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, url);
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("Reading the product failed", e);
        }
    }

    private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i).toLowerCase(Locale.ROOT);
            if (!LEFT_OUT.contains(name)) {
                row.put(camelCase(name), value(name, result.getObject(i)));
            }
        }
        return row;
    }

    private static @Nullable Object value(String name, @Nullable Object value) {
        if (name.equals("suspected_match_data") && value instanceof String json) {
            return ListedProduct.plain(json);
        }
        return value instanceof byte[] ? null : value;
    }

    private static String camelCase(String column) {
        return WORD_START.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
