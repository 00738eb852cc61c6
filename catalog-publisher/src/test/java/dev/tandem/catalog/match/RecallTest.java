package dev.tandem.catalog.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.catalog.feed.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the index finds in a generated catalog, beside the comparison of each item with each product. */
class RecallTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.85, 0.9, 0.1);
    private static final int PRODUCTS = 2_000;
    private static final List<String> STYLES = List.of(
            "Maxi", "Midi", "Mini", "Wrap", "Slip", "Linen", "Silk", "Ruffle", "Pleated", "Knit", "Été", "2 in 1");
    private static final List<String> TYPES = List.of("Dress", "Top", "Skirt", "Gown", "Blouse", "T-Shirt");

    private final long seed = Long.getLong("tandem.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /** A product as a shop lists it; without a price where it is 0. */
    private record Listed(String url, String code, String title, double price, String image) {
        Traits traits() {
            return Traits.ofRow(
                    url, code, title, null, price == 0 ? null : Double.toString(price), image, Optional.empty());
        }

        Item item(int place) {
            ObjectNode listing = JsonNodeFactory.instance.objectNode();
            listing.put("product_code", code);
            listing.putArray("image_urls").add(image);
            if (price > 0) {
                listing.put("price", price);
            }
            return new Item(place, place + 1, url, title, listing);
        }
    }

    @Test
    void typos_reordered_words_and_changed_prices_are_found_as_by_comparing_all_with_all() {
        List<Listed> known = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            known.add(listed("known", i, title(), price()));
        }
        for (int i = 0; i < PRODUCTS; i++) {
            items.add(variant(known.get(random.nextInt(PRODUCTS)), i).item(i));
        }
        Sought sought = new Sought(THRESHOLDS);
        items.forEach(sought::add);
        sought.begin();
        Sought.Lookout lookout = sought.lookout();
        known.forEach(product -> sought.take(lookout.at(Known.of(product.traits()))));

        List<Fingerprint> all =
                known.stream().map(it -> Fingerprint.of(it.traits())).toList();
        Map<Match.Strategy, Integer> byStrategy = new EnumMap<>(Match.Strategy.class);
        int right = 0;
        int found = 0;
        int expected = 0;
        for (Item item : items) {
            Optional<Match> exhaustive = exhaustive(Fingerprint.of(Traits.of(item)), all, known);
            exhaustive.ifPresent(match -> byStrategy.merge(match.strategy(), 1, Integer::sum));
            expected += exhaustive.isPresent() ? 1 : 0;
            found += sought.found(item).isPresent() ? 1 : 0;
            right += exhaustive.isPresent() && isTheSame(exhaustive.get(), sought.found(item)) ? 1 : 0;
        }
        String what = "seed " + seed + ": " + found + " found, " + expected + " by comparing all, " + right
                + " the same; " + byStrategy;
        assertThat(byStrategy).as(what).containsKeys(Match.Strategy.values());
        assertThat(byStrategy.get(Match.Strategy.SIMILAR_TITLE_PRICE)).as(what).isGreaterThan(PRODUCTS / 10);
        assertThat(found).as("precision, " + what).isEqualTo(expected);
        assertThat(right).as("recall, " + what).isEqualTo(expected);
    }

    @Test
    void what_is_found_does_not_depend_on_when_a_product_was_looked_at() {
        List<Known> known = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            Listed listed = listed("known", i, title(), price());
            known.add(Known.of(listed.traits()));
            items.add(variant(listed, i).item(i));
        }
        Sought atOnce = sought(items);
        Sought.Lookout one = atOnce.lookout();
        known.forEach(product -> atOnce.take(one.at(product)));
        Sought ahead = sought(items);
        List<Look> looks = new ArrayList<>();
        for (int i = PRODUCTS - 1; i >= 0; i--) {
            looks.add(ahead.lookout().at(known.get(i)));
        }
        Collections.reverse(looks);
        looks.forEach(ahead::take);

        for (Item item : items) {
            assertThat(ahead.found(item)).as("seed " + seed).isEqualTo(atOnce.found(item));
        }
    }

    private static Sought sought(List<Item> items) {
        Sought sought = new Sought(THRESHOLDS);
        items.forEach(sought::add);
        sought.begin();
        return sought;
    }

    /** Two products may be equally similar. */
    private static boolean isTheSame(Match one, Optional<Match> other) {
        return other.filter(it -> it.strategy() == one.strategy()
                        && it.strong() == one.strong()
                        && it.confidence() == one.confidence())
                .isPresent();
    }

    private static Optional<Match> exhaustive(Fingerprint item, List<Fingerprint> all, List<Listed> known) {
        Optional<Match> best = Optional.empty();
        for (int i = 0; i < all.size(); i++) {
            Optional<Match> match = compared(item, all.get(i), known.get(i).url());
            if (best.isEmpty() || (match.isPresent() && isBetter(match.get(), best.get()))) {
                best = match;
            }
        }
        return best;
    }

    private static boolean isBetter(Match one, Match other) {
        boolean similar =
                one.strategy() == Match.Strategy.SIMILAR_TITLE_PRICE || one.strategy() == Match.Strategy.SIMILAR_TITLE;
        return one.strategy() == other.strategy()
                ? similar && one.confidence() > other.confidence()
                : one.strategy().compareTo(other.strategy()) < 0;
    }

    private static Optional<Match> compared(Fingerprint item, Fingerprint known, String url) {
        if (item.url() == known.url()) {
            return Optional.of(new Match(Match.Strategy.EXACT_URL, 1, url, true));
        }
        if (item.normalized() == known.normalized()) {
            return Optional.of(new Match(Match.Strategy.NORMALIZED_URL, 0.98, url, true));
        }
        if (item.code() == known.code()) {
            boolean other = item.differsFrom(known, THRESHOLDS.title());
            return Optional.of(new Match(Match.Strategy.PRODUCT_CODE, other ? 0.6 : 0.95, url, !other));
        }
        boolean priced = item.hasPrice() && known.hasPrice();
        if (priced
                && item.price() == known.price()
                && item.title().text().equals(known.title().text())) {
            return Optional.of(new Match(Match.Strategy.TITLE_AND_PRICE, 0.9, url, true));
        }
        boolean close = priced
                && Math.abs(item.price() - known.price())
                        <= THRESHOLDS.price() * Math.max(item.price(), known.price()) + 1e-9;
        double atLeast = priced ? THRESHOLDS.title() : THRESHOLDS.titleAlone();
        double likeness = close || !priced ? Similarity.of(item.title(), known.title(), atLeast) : 0;
        if (close && likeness >= atLeast) {
            return Optional.of(new Match(Match.Strategy.SIMILAR_TITLE_PRICE, likeness, url, false));
        }
        if (item.image() == known.image()) {
            return Optional.of(new Match(Match.Strategy.FIRST_IMAGE, 0.8, url, false));
        }
        return likeness >= atLeast && likeness > 0
                ? Optional.of(new Match(Match.Strategy.SIMILAR_TITLE, likeness, url, false))
                : Optional.empty();
    }

    /** The same product later: most under another address and code, with another price, another title, or both. */
    private Listed variant(Listed of, int i) {
        return switch (random.nextInt(10)) {
            case 0 -> new Listed(of.url() + (random.nextBoolean() ? "" : "?page=2"), "X-" + i, of.title(), price(), "");
            case 1 -> new Listed("https://shop.example/x/" + i, of.code(), of.title(), price(), "");
            case 2 -> new Listed("https://shop.example/x/" + i, "X-" + i, title(), price(), of.image());
            case 3 -> listed("x", i, title(), price());
            case 4 -> listed("x", i, of.title(), of.price());
            default -> listed("x", i, changed(of.title()), nearly(of.price()));
        };
    }

    private Listed listed(String folder, int i, String title, double price) {
        return new Listed(
                "https://shop.example/" + folder + "/" + i + "/",
                folder + "-" + i,
                title,
                price,
                "https://img.example/" + folder + "/" + i + ".jpg");
    }

    private String title() {
        StringBuilder name = new StringBuilder();
        int syllables = 1 + random.nextInt(3);
        for (int i = 0; i < syllables; i++) {
            name.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return name + " " + STYLES.get(random.nextInt(STYLES.size())) + " " + STYLES.get(random.nextInt(STYLES.size()))
                + " " + TYPES.get(random.nextInt(TYPES.size()));
    }

    private double price() {
        return random.nextInt(10) == 0 ? 0 : 20 + random.nextInt(400);
    }

    private double nearly(double price) {
        return random.nextInt(8) == 0 ? 0 : Math.round(price * (0.88 + random.nextDouble() / 4));
    }

    private String changed(String title) {
        List<String> words = new ArrayList<>(List.of(title.split(" ", -1)));
        if (random.nextInt(3) == 0) {
            Collections.shuffle(words, random);
        }
        StringBuilder text = new StringBuilder(String.join(" ", words));
        for (int typos = random.nextInt(4); typos > 0; typos--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "aeiou rst".charAt(random.nextInt(9)));
                default -> text.setCharAt(at, "aeiou rst".charAt(random.nextInt(9)));
            }
        }
        return text.toString();
    }
}
