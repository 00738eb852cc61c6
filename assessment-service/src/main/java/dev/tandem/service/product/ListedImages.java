package dev.tandem.service.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a product's pictures, from the many forms in which scrapers leave them: a list, a list as JSON text,
 * one address, objects with an address inside.
 */
final class ListedImages {
    private static final List<String> FIELDS =
            List.of("image_urls", "images", "imageUrls", "image_url", "image", "shopify_image_urls");
    private static final List<String> INSIDE = List.of("src", "url", "href");
    private static final int MOST = 30;

    private final Set<String> found = new LinkedHashSet<>();

    private ListedImages() {}

    /** The addresses in the first field that holds any, each once, in their order. */
    static List<String> in(JsonNode data) {
        for (String field : FIELDS) {
            ListedImages images = new ListedImages();
            images.collect(data.get(field), 0);
            if (!images.found.isEmpty()) {
                return images.found.stream().limit(MOST).toList();
            }
        }
        return List.of();
    }

    private void collect(@Nullable JsonNode value, int depth) {
        if (value == null || depth > 3) {
            return;
        }
        if (value.isArray()) {
            value.forEach(element -> collect(element, depth + 1));
        } else if (value.isObject()) {
            INSIDE.forEach(name -> collect(value.get(name), depth + 1));
        } else if (value.isTextual()) {
            collectText(value.textValue().strip(), depth);
        }
    }

    private void collectText(String text, int depth) {
        if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
            collect(ListedProduct.tree(text), depth + 1);
        } else if (text.startsWith("//")) {
            found.add("https:" + text);
        } else if (text.startsWith("https://") || text.startsWith("http://")) {
            found.add(text);
        }
    }
}
