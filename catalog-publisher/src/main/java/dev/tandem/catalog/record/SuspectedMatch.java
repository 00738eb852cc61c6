package dev.tandem.catalog.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.match.Match;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The product that a suspected duplicate may be, as it stands in {@code suspected_match_data} and as the phone shows it
 * beside the item. The names of the fields are written down in this module's DESIGN.md.
 */
record SuspectedMatch(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a file knows of a product. */
    private record Known(String table, String query) {}

    private static final List<Known> KNOWN = List.of(
            new Known("assessment_queue", "SELECT product_data FROM assessment_queue WHERE product_url = ? LIMIT 1"),
            new Known("products", "SELECT json_object('title', title, 'price', price) FROM products WHERE url = ?"),
            new Known(
                    "catalog_products",
                    "SELECT json_object('title', title, 'price', price, 'image_urls', image_urls) FROM catalog_products"
                            + " WHERE catalog_url = ? LIMIT 1"));

    /** Of a match, with what this file or the feed knows of the product. */
    static SuspectedMatch of(Match match, Sql sql, Scratch scratch) throws SQLException {
        ObjectNode json = JSON.createObjectNode();
        json.put("strategy", match.strategy().text())
                .put("confidence", Math.round(match.confidence() * 1000) / 1000.0)
                .put("url", match.knownUrl());
        for (Known known : KNOWN) {
            if (TableRows.of(sql, known.table()).exists()) {
                sql.first(known.query(), row -> row.getString(1), match.knownUrl())
                        .ifPresent(text -> fill(json, tree(text)));
            }
        }
        scratch.listing(match.knownUrl()).ifPresent(listing -> fill(json, listing));
        return new SuspectedMatch(json);
    }

    private static void fill(ObjectNode json, JsonNode known) {
        for (String name : List.of("title", "price", "original_price", "image_urls")) {
            JsonNode value = known.path(name);
            if (name.equals("image_urls") && value.isTextual()) {
                value = tree(value.textValue());
            }
            if (!json.has(name) && !value.isMissingNode() && !value.isNull()) {
                json.set(name, value);
            }
        }
    }

    private static JsonNode tree(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(JSON.missingNode());
        } catch (JsonProcessingException junk) {
            return JSON.missingNode();
        }
    }
}
