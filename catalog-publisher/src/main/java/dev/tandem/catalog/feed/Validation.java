package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns an element of a feed into an item, or says why it is none. Pure. What a product cannot do without is checked;
 * what it can do without is left out where it cannot be read.
 */
public final class Validation {
    /** Longer addresses are rejected. */
    public static final int LONGEST_URL = 2_000;

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_PRICE = 50;
    private static final int LONGEST_TEXT = 10_000;
    private static final Pattern WEB_ADDRESS = Pattern.compile(
            "https?://[^\\s\\p{Cntrl}/?#@\\\\<>\"]+([/?#][^\\s\\p{Cntrl}<>\"]*)?", Pattern.CASE_INSENSITIVE);
    private static final List<String> PRICES = List.of("price", "original_price");
    private static final List<String> TEXTS = List.of(
            "product_code",
            "brand",
            "clothing_type",
            "sale_status",
            "stock_status",
            "description",
            "neckline",
            "sleeve_length",
            "retailer");

    private Validation() {}

    /**
     * Checks the element at this place of the feed.
     *
     * @param warnings hears what was left out of it, if it is taken
     */
    static Entry check(Place at, JsonNode element, FieldNames names, Consumer<Warning> warnings) {
        if (!element.isObject()) {
            return at.reject("it is no JSON object");
        }
        try {
            String url = url(element, names);
            String title = title(element, names);
            ObjectNode listing = JsonNodeFactory.instance.objectNode();
            listing.put("url", url).put("title", title);
            List<Warning> leftOut = new ArrayList<>();
            for (String field : PRICES) {
                Optional<JsonNode> price = price(element, names, field);
                if (price.isPresent() && Price.of(price.get()).isPresent()) {
                    listing.set(field, price.get());
                } else if (price.isPresent()) {
                    leftOut.add(at.warning("its " + field + " is no amount, and was left out: "
                            + shortened(price.get().asText())));
                }
            }
            for (String field : TEXTS) {
                text(element, names, field).ifPresent(text -> listing.put(field, text));
            }
            List<String> images =
                    names.find(element, "image_urls").map(Images::of).orElse(List.of());
            images.forEach(listing.putArray("image_urls")::add);
            leftOut.forEach(warnings);
            return new Item(at.index(), at.line(), url, title, listing);
        } catch (RejectedException e) {
            return at.reject(e.reason);
        }
    }

    /** Whether a text is an address that a browser may be sent to. */
    static boolean isWebAddress(String text) {
        return text.length() <= LONGEST_URL && WEB_ADDRESS.matcher(text).matches();
    }

    private static String url(JsonNode element, FieldNames names) throws RejectedException {
        String url = required(element, names, "url");
        if (url.length() > LONGEST_URL) {
            throw new RejectedException("its url is longer than " + LONGEST_URL + " characters");
        }
        if (!isWebAddress(url)) {
            throw new RejectedException("its url is no http or https address: " + shortened(url));
        }
        return url;
    }

    private static String title(JsonNode element, FieldNames names) throws RejectedException {
        String title = required(element, names, "title");
        if (title.length() > LONGEST_TITLE) {
            throw new RejectedException("its title is longer than " + LONGEST_TITLE + " characters");
        }
        return title;
    }

    private static String required(JsonNode element, FieldNames names, String field) throws RejectedException {
        JsonNode value = names.find(element, field).orElseThrow(() -> new RejectedException("it has no " + field));
        if (!value.isTextual()) {
            throw new RejectedException("its " + field + " is no text: " + shortened(value.toString()));
        }
        return value.textValue().strip();
    }

    /** A number, or a text as it comes: what it says is carried as it is, and must be no nonsense. */
    private static Optional<JsonNode> price(JsonNode element, FieldNames names, String field) throws RejectedException {
        Optional<JsonNode> found = names.find(element, field);
        if (found.isEmpty()) {
            return found;
        }
        JsonNode price = found.get();
        boolean readable = price.isTextual()
                ? price.textValue().length() <= LONGEST_PRICE
                : price.isNumber() && Double.isFinite(price.doubleValue());
        if (!readable) {
            throw new RejectedException(
                    "its " + field + " is neither a number nor a short text: " + shortened(price.toString()));
        }
        BigDecimal amount = Price.of(price).orElse(BigDecimal.ZERO);
        if (amount.signum() < 0) {
            throw new RejectedException("its " + field + " is negative: " + shortened(price.asText()));
        }
        if (amount.compareTo(Price.HIGHEST) > 0) {
            throw new RejectedException("its " + field + " is absurd: " + shortened(price.asText()));
        }
        return found;
    }

    private static Optional<String> text(JsonNode element, FieldNames names, String field) {
        return names.find(element, field)
                .filter(value -> value.isTextual() || value.isIntegralNumber())
                .map(value -> value.asText().strip())
                .filter(text -> text.length() <= LONGEST_TEXT);
    }

    /** A text on one line that is not too long to be shown. */
    public static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= 80
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 80)) + "…";
    }

    private static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        RejectedException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
