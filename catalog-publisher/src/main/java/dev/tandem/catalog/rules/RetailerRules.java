package dev.tandem.catalog.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.feed.Item;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is particular about one retailer: {@code retailers.properties}, and the owner's rules before it.
 *
 * @param mixes whether a category of its holds several types of clothing, so that what the feed says stands
 * @param code where the code is in the address of a product of its
 */
public record RetailerRules(boolean mixes, Optional<Pattern> code) {
    private static final Set<String> UNREVIEWED = Set.of("bottom", "outerwear", "other");

    /**
     * Those of a retailer.
     *
     * @param own the owner's file of rules
     * @throws UserError if there is something wrong in it
     */
    public static RetailerRules of(String retailer, Optional<Path> own) {
        Properties rules = shipped();
        own.ifPresent(file -> load(rules, file));
        String type = find(rules, retailer, "clothing-type").orElse("category");
        if (!type.equals("category") && !type.equals("extracted")) {
            throw UserError.usage(
                    "The clothing type of " + retailer + " cannot be \"" + type + "\".",
                    "In the file of rules (catalog.rules) it is category or extracted.");
        }
        return new RetailerRules(
                type.equals("extracted"), find(rules, retailer, "product-code").map(text -> pattern(retailer, text)));
    }

    /** The item with the type and the code that the rules give it. */
    public Item applied(Item item, String category) {
        ObjectNode listing = item.listing().deepCopy();
        Optional<String> ofCategory = mixes ? Optional.empty() : ClothingTypes.of(category);
        Optional<String> extracted =
                ClothingTypes.of(listing.path("clothing_type").asText(""));
        ofCategory
                .or(() -> extracted)
                .ifPresent(type -> listing.put("clothing_type", type)
                        .put("clothing_type_source", ofCategory.isPresent() ? "category_override" : "extracted"));
        if (listing.path("product_code").asText("").isBlank() && code.isPresent()) {
            Matcher found = code.get().matcher(item.url());
            if (found.find()) {
                listing.put("product_code", found.group(1));
            }
        }
        return new Item(item.index(), item.line(), item.url(), item.title(), listing);
    }

    /** Whether nobody is asked about an item to which the rules were applied: it is kept as a draft. */
    public boolean isDraft(Item item) {
        return mixes && UNREVIEWED.contains(item.listing().path("clothing_type").asText(""));
    }

    private static Pattern pattern(String retailer, String text) {
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.matcher("").groupCount() > 0) {
                return pattern;
            }
        } catch (PatternSyntaxException e) {
            throw noPattern(retailer, e.getDescription());
        }
        throw noPattern(retailer, "it has no group in parentheses");
    }

    private static UserError noPattern(String retailer, String why) {
        return UserError.usage(
                "Where the product code of " + retailer + " is cannot be read: " + why + ".",
                "In the file of rules (catalog.rules) it is a regular expression such as /dp/([A-Z0-9-]+), and in a"
                        + " properties file a \\ is written twice.");
    }

    private static Optional<String> find(Properties rules, String retailer, String rule) {
        return rules.stringPropertyNames().stream()
                .filter(key -> key.endsWith("." + rule)
                        && letters(key.substring(0, key.length() - rule.length() - 1))
                                .equals(letters(retailer)))
                .map(rules::getProperty)
                .map(String::strip)
                .findFirst();
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static Properties shipped() {
        Properties rules = new Properties();
        try (InputStream in = RetailerRules.class.getResourceAsStream("retailers.properties")) {
            rules.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    /** Rules of the same name, however it is spelled, take the place of those before. */
    private static void load(Properties rules, Path file) {
        Properties own = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            own.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.usage(
                    "The rules " + file + " could not be read: " + e.getMessage() + ".",
                    "Check the file that catalog.rules names; it is a properties file in UTF-8.");
        }
        for (String key : own.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            String rule = key.substring(dot + 1);
            if (dot <= 0 || !Set.of("clothing-type", "product-code").contains(rule)) {
                throw UserError.usage(
                        "There is no rule " + key + " (in " + file + ").",
                        "The rules are NAME.clothing-type and NAME.product-code.");
            }
            rules.stringPropertyNames().stream()
                    .filter(known -> known.endsWith("." + rule)
                            && letters(known.substring(0, known.lastIndexOf('.')))
                                    .equals(letters(key.substring(0, dot))))
                    .forEach(rules::remove);
            rules.setProperty(key, own.getProperty(key));
        }
    }
}
