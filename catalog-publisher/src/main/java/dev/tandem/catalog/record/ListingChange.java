package dev.tandem.catalog.record;

import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.feed.Price;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says otherwise of a product that is known: its price or its stock.
 *
 * @param productUrl the address under which it is known
 * @param field the column
 * @param before what stood there, as text
 * @param after what the feed says, as text
 */
public record ListingChange(
        String productUrl,
        String title,
        String field,
        @Nullable String before,
        String after) {
    private static final Set<String> PRICES = Set.of("price", "original_price");
    private static final List<String> FIELDS = List.of("price", "original_price", "sale_status", "stock_status");

    /** The changes of a product in this file; none where the feed says nothing, or the same in other words. */
    static List<ListingChange> of(Sql sql, TableRows products, String url, Item item) throws SQLException {
        List<String> fields = FIELDS.stream()
                .filter(field -> products.has(field) && item.listing().has(field))
                .toList();
        if (fields.isEmpty()) {
            return List.of();
        }
        List<ListingChange> changes = new ArrayList<>();
        List<@Nullable String> stood = products.texts(sql, fields, "url", url);
        for (int i = 0; i < stood.size(); i++) {
            String said = item.listing().path(fields.get(i)).asText();
            if (!same(fields.get(i), stood.get(i), said)) {
                changes.add(new ListingChange(url, item.title(), fields.get(i), stood.get(i), said));
            }
        }
        return changes;
    }

    private static boolean same(String field, @Nullable String stood, String said) {
        if (stood == null) {
            return said.isBlank();
        }
        if (PRICES.contains(field)) {
            var one = Price.of(stood);
            var other = Price.of(said);
            return (one.isPresent() && other.isPresent())
                    ? one.get().compareTo(other.get()) == 0
                    : stood.equals(said) || other.isEmpty();
        }
        return plain(stood).equals(plain(said));
    }

    private static String plain(String status) {
        return status.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
