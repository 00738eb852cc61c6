package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A product as Shopify lists it in {@code products.json}, in variants, under the names of other feeds. Its variants are
 * one product: the sizes and colors of it. Pure.
 */
final class ShopProduct {
    private ShopProduct() {}

    /** Whether an element is such a product, which names no address of its own. */
    static boolean isOne(JsonNode element) {
        return element.path("handle").isTextual() && !element.has("url");
    }

    /** The same with an address, and what its variants have in common. */
    static ObjectNode of(JsonNode product, String shop) {
        ObjectNode element = product.deepCopy();
        element.put("url", shop + "/products/" + product.path("handle").textValue());
        List<JsonNode> variants = new ArrayList<>();
        product.path("variants").forEach(variants::add);
        if (!variants.isEmpty()) {
            element.put("product_code", code(product, variants));
            cheapest(variants).ifPresent(variant -> price(element, variant));
            stock(variants).ifPresent(status -> element.put("stock_status", status));
        }
        if (product.path("images").isArray()) {
            ArrayNode images = element.putArray("image_urls");
            product.path("images").forEach(image -> images.add(image.path("src")));
        }
        return element;
    }

    /** What a customer pays at least: of what can be had, if anything can. */
    private static Optional<JsonNode> cheapest(List<JsonNode> variants) {
        List<JsonNode> priced = variants.stream()
                .filter(each -> amount(each, "price").isPresent())
                .toList();
        List<JsonNode> available = priced.stream()
                .filter(each -> each.path("available").asBoolean(false))
                .toList();
        return (available.isEmpty() ? priced : available)
                .stream().min(Comparator.comparing(each -> amount(each, "price").orElseThrow()));
    }

    private static void price(ObjectNode element, JsonNode variant) {
        element.set("price", variant.path("price"));
        Optional<BigDecimal> before = amount(variant, "compare_at_price");
        boolean reduced = before.isPresent()
                && before.get().compareTo(amount(variant, "price").orElseThrow()) > 0;
        element.put("sale_status", reduced ? "on sale" : "regular");
        if (reduced) {
            element.set("original_price", variant.path("compare_at_price"));
        }
    }

    private static Optional<String> stock(List<JsonNode> variants) {
        List<JsonNode> told = variants.stream()
                .filter(each -> each.path("available").isBoolean())
                .toList();
        boolean any = told.stream().anyMatch(each -> each.path("available").booleanValue());
        return told.isEmpty() ? Optional.empty() : Optional.of(any ? "in stock" : "out of stock");
    }

    /** A stock keeping unit mostly names a size; where it does not, it is the code, else Shopify's own number is. */
    private static String code(JsonNode product, List<JsonNode> variants) {
        Set<String> units = variants.stream()
                .map(each -> each.path("sku").asText("").strip())
                .collect(Collectors.toSet());
        String unit = units.iterator().next();
        return units.size() == 1 && !unit.isEmpty() ? unit : product.path("id").asText("");
    }

    private static Optional<BigDecimal> amount(JsonNode variant, String field) {
        return Price.of(variant.path(field));
    }
}
