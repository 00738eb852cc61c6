package dev.tandem.catalog.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.catalog.feed.Item;
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

    /** An empty one. */
    static Scratch in(Sql sql) throws SQLException {
        sql.script("""
                PRAGMA temp_store = FILE;
                CREATE TEMP TABLE item (
                  place INTEGER PRIMARY KEY,
                  line INTEGER NOT NULL,
                  listing TEXT NOT NULL,
                  known INTEGER NOT NULL DEFAULT 0
                );
                """);
        return new Scratch(sql);
    }

    /** Keeps an item. */
    int add(Item item) throws SQLException {
        return sql.update(
                "INSERT INTO temp.item (place, line, listing) VALUES (?, ?, ?)",
                item.index(),
                item.line(),
                item.listing().toString());
    }

    /** Notes that an item needs no more work. */
    void known(Item item) throws SQLException {
        sql.update("UPDATE temp.item SET known = 1 WHERE place = ?", item.index());
    }

    /** Whether there are items that need work. */
    boolean hasUnknown() throws SQLException {
        return sql.number("SELECT EXISTS (SELECT 1 FROM temp.item WHERE known = 0)") > 0;
    }

    /** Does work on each item that is not known, in the feed's order. */
    void forEachUnknown(Work work) throws SQLException {
        List<Item> page = page(-1);
        while (!page.isEmpty()) {
            for (Item item : page) {
                work.on(item);
            }
            page = page(page.get(page.size() - 1).index());
        }
    }

    /** What the feed lists under an address. */
    Optional<JsonNode> listing(String url) throws SQLException {
        return sql.first(
                        "SELECT place, listing, line FROM temp.item WHERE json_extract(listing, '$.url') = ? LIMIT 1",
                        Scratch::item,
                        url)
                .map(Item::listing);
    }

    private List<Item> page(int after) throws SQLException {
        return sql.all(
                "SELECT place, listing, line FROM temp.item WHERE known = 0 AND place > ? ORDER BY place LIMIT ?",
                Scratch::item,
                after,
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
