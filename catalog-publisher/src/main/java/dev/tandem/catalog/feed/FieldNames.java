package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under which names scrapers deliver what the columns hold. The first that is there counts. */
final class FieldNames {
    static final List<String> URL = List.of("url", "catalog_url");
    static final List<String> TITLE = List.of("title", "name");
    static final List<String> PRICE = List.of("price");
    static final List<String> IMAGES = List.of("image_urls", "images", "image_url", "image");

    /** Texts that are carried if they are there. */
    static final Map<String, List<String>> TEXTS = texts();

    /** Numbers that may be texts. */
    static final Map<String, List<String>> NUMBERS = Map.of("original_price", List.of("original_price"));

    private FieldNames() {}

    /** The first of these fields that holds something. */
    static Optional<JsonNode> find(JsonNode element, List<String> names) {
        return names.stream()
                .filter(element::hasNonNull)
                .map(element::get)
                .filter(value -> !value.isTextual() || !value.textValue().isBlank())
                .findFirst();
    }

    private static Map<String, List<String>> texts() {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        texts.put("product_code", List.of("product_code", "sku"));
        texts.put("brand", List.of("brand", "vendor"));
        texts.put("clothing_type", List.of("clothing_type"));
        texts.put("sale_status", List.of("sale_status"));
        texts.put("stock_status", List.of("stock_status", "availability"));
        texts.put("description", List.of("description"));
        texts.put("neckline", List.of("neckline"));
        texts.put("sleeve_length", List.of("sleeve_length"));
        return texts;
    }
}
