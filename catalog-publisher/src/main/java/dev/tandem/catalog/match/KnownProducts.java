package dev.tandem.catalog.match;

import dev.tandem.catalog.feed.Item;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An index of all products that a file knows. It stands in temporary tables of another connection, which SQLite spills to
 * disk: neither the user's file nor the heap grows with it. Similar titles are found by a word that they share.
 */
public final class KnownProducts {
    private static final int PAGE = 5_000;
    private static final int BEFORE_THE_FEED = -1;
    /** More candidates than these that share a word are not compared. */
    private static final int MOST_COMPARED = 400;

    private static final int WORDS_LOOKED_FOR = 2;

    private final Sql scratch;
    private final String retailer;
    private final Thresholds thresholds;
    private final Map<KnownTable, Long> readTo = new HashMap<>();

    private KnownProducts(Sql scratch, String retailer, Thresholds thresholds) {
        this.scratch = scratch;
        this.retailer = plain(retailer);
        this.thresholds = thresholds;
    }

    /** A candidate. */
    private record Candidate(
            String url, String title, @Nullable Double price, int place) {
        static Candidate read(ResultSet row) throws SQLException {
            double price = row.getDouble(3);
            return new Candidate(row.getString(1), row.getString(2), row.wasNull() ? null : price, row.getInt(4));
        }
    }

    /** An empty index in this scratch database, for a run over this retailer's catalog. */
    public static KnownProducts in(Sql scratch, String retailer, Thresholds thresholds) throws SQLException {
        scratch.script("""
                CREATE TEMP TABLE known (
                  id INTEGER PRIMARY KEY,
                  place INTEGER NOT NULL,   -- in the feed; before all of it where the file knows the product
                  url TEXT NOT NULL,
                  normalized TEXT NOT NULL,
                  code TEXT, title TEXT, price REAL, image TEXT   -- only of this retailer's products
                );
                CREATE INDEX temp.known_normalized ON known (normalized);
                CREATE INDEX temp.known_code ON known (code) WHERE code IS NOT NULL;
                CREATE INDEX temp.known_title ON known (title, price) WHERE title IS NOT NULL;
                CREATE INDEX temp.known_image ON known (image) WHERE image IS NOT NULL;
                CREATE TEMP TABLE word (word TEXT NOT NULL, price REAL NOT NULL, id INTEGER NOT NULL,
                  PRIMARY KEY (word, price, id)) WITHOUT ROWID;   -- price 0 where there is none
                """);
        return new KnownProducts(scratch, retailer, thresholds);
    }

    /** Adds what a file knows, in many short reads. */
    public void addAllOf(SyncedFile file) {
        boolean more = true;
        while (more) {
            more = file.read("read the products of", this::addPage);
        }
    }

    /** Adds what other programs have added to the file in the meantime, in the transaction at hand. */
    public void catchUp(Sql sql) throws SQLException {
        while (addPage(sql)) {}
    }

    /** Adds an item, so that its like later in the feed is known. */
    public void add(Item item) throws SQLException {
        add(Traits.of(item), item.index(), true);
    }

    /** The known product that an item is or may be: of the file, or earlier in the feed. */
    public Optional<Match> find(Item item) throws SQLException {
        Traits traits = Traits.of(item);
        int place = item.index();
        Optional<Match> found = byAddress(traits, place);
        if (found.isEmpty()) {
            found = byCode(traits, place);
        }
        if (found.isEmpty()) {
            found = byTitleAndPrice(traits, place);
        }
        if (found.isEmpty() && traits.price() != null) {
            found = similar(traits, traits.price(), thresholds.title(), Match.Strategy.SIMILAR_TITLE_PRICE);
        }
        if (found.isEmpty()) {
            found = byImage(traits, place);
        }
        return found.isEmpty() ? similar(traits, null, thresholds.titleAlone(), Match.Strategy.SIMILAR_TITLE) : found;
    }

    private Optional<Match> byAddress(Traits item, int place) throws SQLException {
        return scratch.first(
                        "SELECT url FROM temp.known WHERE normalized = ? AND place < ? ORDER BY url = ? DESC, place, id LIMIT 1",
                        row -> row.getString(1),
                        item.normalized(),
                        place,
                        item.url())
                .map(url -> url.equals(item.url())
                        ? new Match(Match.Strategy.EXACT_URL, 1, url, true)
                        : new Match(Match.Strategy.NORMALIZED_URL, 0.98, url, true));
    }

    private Optional<Match> byCode(Traits item, int place) throws SQLException {
        if (item.code() == null) {
            return Optional.empty();
        }
        return scratch.first(
                        "SELECT url, title, price, place FROM temp.known WHERE code = ? AND place < ? ORDER BY place, id LIMIT 1",
                        Candidate::read,
                        item.code(),
                        place)
                .map(known -> {
                    boolean other = differs(item, known);
                    return new Match(Match.Strategy.PRODUCT_CODE, other ? 0.6 : 0.95, known.url(), !other);
                });
    }

    /** Whether titles and prices are both known and both differ. */
    private boolean differs(Traits item, Candidate known) {
        String title = known.title() == null ? "" : known.title();
        return !item.title().isEmpty()
                && !title.isEmpty()
                && item.price() != null
                && known.price() != null
                && !item.price().equals(known.price())
                && Similarity.of(item.title(), title, thresholds.title()) < thresholds.title();
    }

    /** Within one feed the same title and price may be another color: two addresses are on sale at the same time. */
    private Optional<Match> byTitleAndPrice(Traits item, int place) throws SQLException {
        if (item.title().isEmpty() || item.price() == null) {
            return Optional.empty();
        }
        return scratch.first(
                        "SELECT url, title, price, place FROM temp.known WHERE title = ? AND price = ? AND place < ?"
                                + " ORDER BY place, id LIMIT 1",
                        Candidate::read,
                        item.title(),
                        item.price(),
                        place)
                .map(known ->
                        new Match(Match.Strategy.TITLE_AND_PRICE, 0.9, known.url(), known.place() == BEFORE_THE_FEED));
    }

    private Optional<Match> byImage(Traits item, int place) throws SQLException {
        if (item.image() == null) {
            return Optional.empty();
        }
        return scratch.first(
                        "SELECT url FROM temp.known WHERE image = ? AND place < ? ORDER BY place, id LIMIT 1",
                        row -> row.getString(1),
                        item.image(),
                        place)
                .map(url -> new Match(Match.Strategy.FIRST_IMAGE, 0.8, url, false));
    }

    /** The most similar title of the file: with a price close to this one, or else where one of the two has none. */
    private Optional<Match> similar(Traits item, @Nullable Double price, double atLeast, Match.Strategy strategy)
            throws SQLException {
        double from = price == null ? 0 : price * (1 - thresholds.price());
        double to = price == null ? item.price() == null ? Double.MAX_VALUE : 0 : price / (1 - thresholds.price());
        int length = item.title().length();
        Set<Candidate> candidates = new HashSet<>();
        for (String word : rarest(words(item.title()), from, to)) {
            candidates.addAll(scratch.all(
                    "SELECT known.url, known.title, known.price, known.place FROM temp.word JOIN temp.known USING (id)"
                            + " WHERE word.word = ? AND word.price BETWEEN ? AND ?"
                            + " AND length(known.title) BETWEEN ? AND ? LIMIT ?",
                    Candidate::read,
                    word,
                    from,
                    to,
                    (int) Math.floor(length * atLeast),
                    (int) Math.ceil(length / atLeast),
                    MOST_COMPARED));
        }
        Match best = null;
        for (Candidate known : candidates) {
            double alike = Similarity.of(item.title(), known.title(), atLeast);
            if (alike >= atLeast && (best == null || alike > best.confidence())) {
                best = new Match(strategy, alike, known.url(), false);
            }
        }
        return Optional.ofNullable(best);
    }

    /** The words that the fewest known products have at these prices: one with a typo is in none of them. */
    private List<String> rarest(List<String> words, double from, double to) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (String word : words) {
            long count = scratch.number(
                    "SELECT count(*) FROM (SELECT 1 FROM temp.word WHERE word = ? AND price BETWEEN ? AND ? LIMIT ?)",
                    word,
                    from,
                    to,
                    MOST_COMPARED);
            if (count > 0) {
                counts.put(word, count);
            }
        }
        return counts.keySet().stream()
                .sorted(Comparator.comparing(counts::get))
                .limit(WORDS_LOOKED_FOR)
                .toList();
    }

    private boolean addPage(Sql sql) throws SQLException {
        boolean more = false;
        for (KnownTable table : KnownTable.values()) {
            Set<String> columns = table.columnsIn(sql);
            if (!columns.contains(table.url())) {
                continue;
            }
            List<Long> rowids = sql.all(
                    table.select(columns),
                    row -> {
                        String url = row.getString(2);
                        if (url != null) {
                            add(table.traits(row, url), BEFORE_THE_FEED, isOfTheRetailer(row.getString(3)));
                        }
                        return row.getLong(1);
                    },
                    readTo.getOrDefault(table, Long.MIN_VALUE),
                    PAGE);
            if (!rowids.isEmpty()) {
                readTo.put(table, rowids.get(rowids.size() - 1));
            }
            more |= rowids.size() == PAGE;
        }
        return more;
    }

    private boolean isOfTheRetailer(@Nullable String other) {
        return other == null || plain(other).isEmpty() || plain(other).equals(retailer);
    }

    private void add(Traits traits, int place, boolean sameRetailer) throws SQLException {
        scratch.update(
                "INSERT INTO temp.known (place, url, normalized, code, title, price, image) VALUES (?, ?, ?, ?, ?, ?, ?)",
                place,
                traits.url(),
                traits.normalized(),
                sameRetailer ? traits.code() : null,
                sameRetailer && !traits.title().isEmpty() ? traits.title() : null,
                traits.price(),
                sameRetailer ? traits.image() : null);
        if (sameRetailer && place == BEFORE_THE_FEED) {
            for (String word : words(traits.title())) {
                scratch.update(
                        "INSERT OR IGNORE INTO temp.word (word, price, id) VALUES (?, ?, last_insert_rowid())",
                        word,
                        traits.price() == null ? 0 : traits.price());
            }
        }
    }

    private static List<String> words(String title) {
        Predicate<String> worthIt = word -> word.length() > 2;
        return Arrays.stream(title.split(" ", -1)).filter(worthIt).distinct().toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
