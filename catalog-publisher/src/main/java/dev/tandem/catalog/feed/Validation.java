package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private Validation() {}

    /** Checks the element at this place of the feed. */
    public static Entry check(int index, JsonNode element) {
        if (!element.isObject()) {
            return new Reject(index, "it is no JSON object");
        }
        try {
            String url = url(element);
            String title = title(element);
            ObjectNode listing = JsonNodeFactory.instance.objectNode();
            listing.put("url", url).put("title", title);
            price(element, FieldNames.PRICE).ifPresent(price -> listing.set("price", price));
            for (Map.Entry<String, List<String>> field : FieldNames.NUMBERS.entrySet()) {
                price(element, field.getValue()).ifPresent(number -> listing.set(field.getKey(), number));
            }
            for (Map.Entry<String, List<String>> field : FieldNames.TEXTS.entrySet()) {
                text(element, field.getValue()).ifPresent(text -> listing.put(field.getKey(), text));
            }
            Images.of(element).forEach(listing.putArray("image_urls")::add);
            return new Item(index, url, title, listing);
        } catch (RejectedException e) {
            return new Reject(index, e.reason);
        }
    }

    /** Whether a text is an address that a browser may be sent to. */
    static boolean isWebAddress(String text) {
        return text.length() <= LONGEST_URL && WEB_ADDRESS.matcher(text).matches();
    }

    private static String url(JsonNode element) throws RejectedException {
        String url = required(element, FieldNames.URL);
        if (url.length() > LONGEST_URL) {
            throw new RejectedException("its url is longer than " + LONGEST_URL + " characters");
        }
        if (!isWebAddress(url)) {
            throw new RejectedException("its url is no http or https address: " + shortened(url));
        }
        return url;
    }

    private static String title(JsonNode element) throws RejectedException {
        String title = required(element, FieldNames.TITLE);
        if (title.length() > LONGEST_TITLE) {
            throw new RejectedException("its title is longer than " + LONGEST_TITLE + " characters");
        }
        return title;
    }

    private static String required(JsonNode element, List<String> names) throws RejectedException {
        JsonNode value =
                FieldNames.find(element, names).orElseThrow(() -> new RejectedException("it has no " + names.get(0)));
        if (!value.isTextual()) {
            throw new RejectedException("its " + names.get(0) + " is no text: " + shortened(value.toString()));
        }
        return value.textValue().strip();
    }

    /** A number, or a text as it comes; shops write prices in too many ways to read more into them here. */
    private static Optional<JsonNode> price(JsonNode element, List<String> names) throws RejectedException {
        Optional<JsonNode> value = FieldNames.find(element, names);
        if (value.isEmpty()) {
            return value;
        }
        JsonNode price = value.get();
        boolean readable = price.isTextual()
                ? price.textValue().length() <= LONGEST_PRICE
                : price.isNumber() && Double.isFinite(price.doubleValue());
        if (!readable) {
            throw new RejectedException(
                    "its " + names.get(0) + " is neither a number nor a short text: " + shortened(price.toString()));
        }
        if (price.isNumber() && price.doubleValue() < 0) {
            throw new RejectedException("its " + names.get(0) + " is negative: " + shortened(price.toString()));
        }
        return value;
    }

    private static Optional<String> text(JsonNode element, List<String> names) {
        return FieldNames.find(element, names)
                .filter(value -> value.isTextual() || value.isIntegralNumber())
                .map(value -> value.asText().strip())
                .filter(text -> text.length() <= LONGEST_TEXT);
    }

    private static String shortened(String text) {
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
