package dev.tandem.catalog.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.catalog.feed.Images;
import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.feed.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a product is recognized by. What is missing, or a placeholder, is null or empty and matches nothing.
 *
 * @param url its address
 * @param normalized its normalized address
 * @param code its product code
 * @param title its normalized title
 * @param price its price, above 0
 * @param image its first picture
 */
record Traits(
        String url,
        String normalized,
        @Nullable String code,
        String title,
        @Nullable Double price,
        @Nullable String image) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE_IN_ADDRESS = Pattern.compile("/dp/([A-Za-z0-9]+-[A-Za-z0-9-]+)(?=[/?#]|$)");
    private static final Pattern PLACEHOLDER_IMAGE = Pattern.compile(
            "(?i)(image[_-]?\\d*|.*placeholder.*|no[_-]?image|default|estimated_image_url|blank)(\\.[a-z]+)?");

    /** Of an item of a feed, which has got its code by its retailer's rules. */
    static Traits of(Item item) {
        JsonNode listing = item.listing();
        return of(
                item.url(),
                listing.path("product_code").asText(null),
                item.title(),
                listing.path("brand").asText(null),
                Price.of(listing.path("price")).orElse(null),
                listing.path("image_urls").path(0).asText(null),
                Optional.empty());
    }

    /**
     * Of the JSON that a queue row describes its product with.
     *
     * @param rule where the retailer's codes are in its addresses
     */
    static Traits ofQueued(String url, @Nullable String productData, Optional<Pattern> rule) {
        JsonNode data = tree(productData);
        List<String> images = Images.of(data.has("image_urls") ? data.get("image_urls") : data.path("images"));
        return of(
                url,
                data.path("product_code").asText(null),
                data.path("title").asText(null),
                data.path("brand").asText(null),
                Price.of(data.path("price")).orElse(null),
                images.isEmpty() ? null : images.get(0),
                rule);
    }

    /**
     * Of the values of columns.
     *
     * @param rule where the retailer's codes are in its addresses
     */
    static Traits ofRow(
            String url,
            @Nullable String code,
            @Nullable String title,
            @Nullable String brand,
            @Nullable String price,
            @Nullable String images,
            Optional<Pattern> rule) {
        return of(
                url,
                code,
                title,
                brand,
                price == null ? null : Price.of(price).orElse(null),
                images == null ? null : Images.first(images).orElse(null),
                rule);
    }

    /** Of a product of another retailer, which is recognized by its address alone. */
    Traits ofAnother() {
        return new Traits(url, normalized, null, "", null, null);
    }

    private static Traits of(
            String url,
            @Nullable String code,
            @Nullable String title,
            @Nullable String brand,
            @Nullable BigDecimal price,
            @Nullable String image,
            Optional<Pattern> rule) {
        return new Traits(
                url,
                NormalizedUrl.of(url),
                code(url, code, rule),
                NormalizedTitle.of(title, brand),
                price == null || price.signum() <= 0 ? null : price.doubleValue(),
                image == null ? null : image(image));
    }

    private static @Nullable String code(String url, @Nullable String given, Optional<Pattern> rule) {
        String code = given == null ? "" : given.strip().toUpperCase(Locale.ROOT);
        if (!code.isEmpty() && !NormalizedTitle.of(code, null).isEmpty()) {
            return code;
        }
        Matcher inAddress = rule.orElse(CODE_IN_ADDRESS).matcher(url);
        return inAddress.find() ? inAddress.group(1).toUpperCase(Locale.ROOT) : null;
    }

    private static @Nullable String image(String address) {
        String normalized = NormalizedUrl.of(address);
        String file = normalized.substring(normalized.lastIndexOf('/') + 1);
        return PLACEHOLDER_IMAGE.matcher(file).matches() ? null : normalized;
    }

    private static JsonNode tree(@Nullable String json) {
        try {
            return json == null ? JSON.missingNode() : JSON.readTree(json);
        } catch (JsonProcessingException junk) {
            return JSON.missingNode();
        }
    }
}
