package dev.tandem.service.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a list shows of products, be they listed, queued or both. */
@Singleton
public class ProductCards {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ConnectionOperations<Connection> connections;

    ProductCards(@Named("products") ConnectionOperations<Connection> connections) {
        this.connections = connections;
    }

    /** A card for each of these urls; an empty one where the product is not known. */
    public Map<String, ProductCard> of(Collection<String> urls) {
        return connections.executeRead(status -> {
            Map<String, ProductCard> cards = new LinkedHashMap<>();
            for (String url : urls) {
                cards.computeIfAbsent(url, each -> card(status.getConnection(), each));
            }
            return cards;
        });
    }

    /** The card of one product. */
    public ProductCard of(String url) {
        return connections.executeRead(status -> card(status.getConnection(), url));
    }

    /** Whether a product, or what it may be a duplicate of, has that picture. */
    public boolean shows(String url, String picture) {
        return connections.executeRead(status -> {
            try {
                Connection connection = status.getConnection();
                return pictures(connection, url).contains(picture);
            } catch (SQLException e) {
                throw new IllegalStateException("Reading the product failed", e);
            }
        });
    }

    private static Set<String> pictures(Connection connection, String url) throws SQLException {
        Set<String> pictures = new HashSet<>(ListedImages.in(listed(connection, url)));
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT product_data, suspected_match_data FROM assessment_queue WHERE product_url = ?
                """)) {
            select.setString(1, url);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pictures.addAll(ListedImages.in(ListedProduct.tree(row.getString(1))));
                    pictures.addAll(ListedProduct.imagesOf(row.getString(2)));
                }
            }
        }
        return pictures;
    }

    private static ProductCard card(Connection connection, String url) {
        try {
            JsonNode queued = queued(connection, url);
            ObjectNode listed = listed(connection, url);
            ListedProduct inQueue = ListedProduct.of(queued);
            ListedProduct inProducts = ListedProduct.of(listed);
            List<String> images = inQueue.images().isEmpty() ? inProducts.images() : inQueue.images();
            return new ProductCard(
                    first(inProducts.title(), inQueue.title()),
                    first(inQueue.price(), inProducts.price()),
                    first(text(listed.get("retailer")), text(queued.get("retailer"))),
                    images);
        } catch (SQLException e) {
            throw new IllegalStateException("Reading the product failed", e);
        }
    }

    private static JsonNode queued(Connection connection, String url) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT product_data FROM assessment_queue WHERE product_url = ? ORDER BY review_type DESC LIMIT 1
                """)) {
            select.setString(1, url);
            try (ResultSet row = select.executeQuery()) {
                return ListedProduct.tree(row.next() ? row.getString(1) : null);
            }
        }
    }

    private static ObjectNode listed(Connection connection, String url) throws SQLException {
        ObjectNode listed = MAPPER.createObjectNode();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM products WHERE url = ?")) {
            select.setString(1, url);
            try (ResultSet row = select.executeQuery()) {
                ResultSetMetaData columns = row.getMetaData();
                for (int i = 1, of = row.next() ? columns.getColumnCount() : 0; i <= of; i++) {
                    listed.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), row.getString(i));
                }
            }
        }
        return listed;
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static @Nullable String first(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
