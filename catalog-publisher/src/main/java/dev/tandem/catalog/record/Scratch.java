package dev.tandem.catalog.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.match.Match;
import dev.tandem.catalog.match.PlaceholderCodes;
import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The items of a run while it is under way, in a temporary table: SQLite spills it to a file without a name, so the heap
 * does not grow with the feed and a run that is killed leaves nothing behind.
 */
final class Scratch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private final Sql sql;

    private Scratch(Sql sql) {
        this.sql = sql;
    }

    /** Work on an item. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void on(Item item) throws SQLException;
    }

    /** Work on some items. */
    @FunctionalInterface
    interface PageWork {
        /** Does it. */
        void on(List<Item> items) throws SQLException;
    }

    /** An empty one. */
    static Scratch in(Sql sql) throws SQLException {
        sql.script("""
                PRAGMA temp_store = FILE;
                CREATE TEMP TABLE item (
                  place INTEGER PRIMARY KEY,
                  line INTEGER NOT NULL,
                  url TEXT NOT NULL,
                  code TEXT,
                  listing TEXT NOT NULL,
                  known INTEGER NOT NULL DEFAULT 0,
                  strategy TEXT, confidence REAL, known_url TEXT, strong INTEGER   -- what it was found to be
                );
                CREATE INDEX temp.item_url ON item (url);
                CREATE INDEX temp.item_code ON item (code) WHERE code IS NOT NULL;
                """);
        return new Scratch(sql);
    }

    /** Keeps an item. */
    int add(Item item) throws SQLException {
        return sql.update(
                "INSERT INTO temp.item (place, line, url, code, listing) VALUES (?, ?, ?, ?, ?)",
                item.index(),
                item.line(),
                item.url(),
                PlaceholderCodes.given(item).orElse(null),
                item.listing().toString());
    }

    /** The product codes of more items than these. */
    List<String> codesOfMoreThan(int items) throws SQLException {
        return sql.all(
                "SELECT code FROM temp.item WHERE code IS NOT NULL GROUP BY code HAVING count(*) > ?",
                row -> row.getString(1),
                items);
    }

    /** The titles of the first items with a product code. */
    List<String> titlesOf(String code, int most) throws SQLException {
        return sql.all(
                "SELECT json_extract(listing, '$.title') FROM temp.item WHERE code = ? ORDER BY place LIMIT ?",
                row -> row.getString(1),
                code,
                most);
    }

    /** Notes that an item needs no more work. */
    void known(Item item) throws SQLException {
        sql.update("UPDATE temp.item SET known = 1 WHERE place = ?", item.index());
    }

    /** Whether there are items that need work. */
    boolean hasUnknown() throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM temp.item WHERE known = 0)") > 0;
    }

    /** Notes what an item was found to be, or that nothing like it is known. */
    void found(Item item, Optional<Match> match) throws SQLException {
        sql.update(
                "UPDATE temp.item SET strategy = ?, confidence = ?, known_url = ?, strong = ? WHERE place = ?",
                match.map(it -> it.strategy().name()).orElse(null),
                match.map(Match::confidence).orElse(null),
                match.map(Match::knownUrl).orElse(null),
                match.map(it -> it.strong() ? 1 : 0).orElse(null),
                item.index());
    }

    /** What an item was found to be when it was matched. */
    Optional<Match> found(Item item) throws SQLException {
        return sql.first(
                "SELECT strategy, confidence, known_url, strong FROM temp.item WHERE place = ? AND strategy IS NOT NULL",
                row -> new Match(
                        Match.Strategy.valueOf(row.getString(1)),
                        row.getDouble(2),
                        row.getString(3),
                        row.getInt(4) == 1),
                item.index());
    }

    /** Does work on each item that is not known, in the feed's order. */
    void forEachUnknown(Work work) throws SQLException {
        forEachPage(-1, Integer.MAX_VALUE, page -> {
            for (Item item : page) {
                work.on(item);
            }
        });
    }

    /** Does work on pages of the items that are not known, behind one place in the feed and up to another. */
    void forEachPage(int after, int to, PageWork work) throws SQLException {
        List<Item> page = page(after, to);
        while (!page.isEmpty()) {
            work.on(page);
            page = page(page.get(page.size() - 1).index(), to);
        }
    }

    /** The place of the last of so many items that are not known, behind a place in the feed; that place if there is none. */
    int placeOfLast(int after, int count) throws SQLException {
        return (int) sql.number(
                "SELECT coalesce(max(place), ?) FROM (SELECT place FROM temp.item WHERE known = 0 AND place > ?"
                        + " ORDER BY place LIMIT ?)",
                after,
                after,
                count);
    }

    /** The item at a place in the feed. */
    Item at(int place) throws SQLException {
        return sql.first("SELECT place, listing, line FROM temp.item WHERE place = ?", Scratch::item, place)
                .orElseThrow();
    }

    /** What the feed lists under an address. */
    Optional<JsonNode> listing(String url) throws SQLException {
        return sql.first(
                        "SELECT place, listing, line FROM temp.item WHERE url = ? ORDER BY place LIMIT 1",
                        Scratch::item,
                        url)
                .map(Item::listing);
    }

    private List<Item> page(int after, int to) throws SQLException {
        return sql.all(
                "SELECT place, listing, line FROM temp.item WHERE known = 0 AND place > ? AND place <= ? ORDER BY place LIMIT ?",
                Scratch::item,
                after,
                to,
                PAGE);
    }

    private static Item item(ResultSet row) throws SQLException {
        try {
            JsonNode listing = JSON.readTree(row.getString(2));
            return new Item(
                    row.getInt(1),
                    row.getInt(3),
                    listing.path("url").textValue(),
                    listing.path("title").textValue(),
                    listing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON cannot be read", e);
        }
    }
}
