package dev.tandem.service.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A product as a scraper described it in a queue row. Nothing is sure to be there or to have the expected form; what
 * cannot be read counts as absent.
 */
public record ListedProduct(
        @Nullable String title,
        @Nullable String brand,
        @Nullable String price,
        @Nullable String originalPrice,
        @Nullable String clothingType,
        @Nullable String description,
        @Nullable String stockStatus,
        List<String> images) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reads the JSON of a {@code product_data} column. */
    public static ListedProduct read(@Nullable String json) {
        return of(tree(json));
    }

    /** Reads the same of a JSON object. */
    static ListedProduct of(JsonNode data) {
        return new ListedProduct(
                text(data, "title", "name"),
                text(data, "brand", "vendor"),
                text(data, "price"),
                text(data, "original_price", "originalPrice", "compare_at_price"),
                text(data, "clothing_type", "clothingType"),
                text(data, "description"),
                text(data, "stock_status", "stockStatus", "availability"),
                ListedImages.in(data));
    }

    /** The pictures of the product that another column's JSON describes. */
    public static List<String> imagesOf(@Nullable String json) {
        return ListedImages.in(tree(json));
    }

    /** The JSON object of another column as plain maps and lists, or null if it is none. */
    public static @Nullable Object plain(@Nullable String json) {
        JsonNode tree = tree(json);
        return tree.isObject() ? MAPPER.convertValue(tree, Object.class) : null;
    }

    static JsonNode tree(@Nullable String json) {
        if (json == null) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException junk) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String text(JsonNode data, String... names) {
        for (String name : names) {
            Optional<String> text = Optional.ofNullable(data.get(name))
                    .filter(value -> value.isTextual() || value.isNumber())
                    .map(JsonNode::asText)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
            if (text.isPresent()) {
                return text.get();
            }
        }
        return null;
    }
}
