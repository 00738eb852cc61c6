package dev.tandem.catalog.record;

import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.match.EarlierItems;
import dev.tandem.catalog.match.KnownProducts;
import dev.tandem.catalog.match.Match;
import dev.tandem.catalog.match.PlaceholderCodes;
import dev.tandem.catalog.match.Sought;
import dev.tandem.catalog.match.Thresholds;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Matches the items of a run with what the file knows and with each other, and keeps what was found beside them. */
final class Matching {
    /** So many items are sought in one pass over the file; they take some hundred megabytes. */
    private static final int SOUGHT_AT_ONCE = 100_000;
    /** So many titles beside a code tell whether it is one. */
    private static final int TITLES_OF_A_CODE = 100;

    private final Scratch scratch;
    private final Tally tally;
    private final Thresholds thresholds;
    private final KnownProducts known;
    private final EarlierItems earlier;
    private final PlaceholderCodes placeholders;

    /** Of the items of this scratch table, which are of a retailer's catalog. */
    Matching(Scratch scratch, Tally tally, RunRequest request, Thresholds thresholds) {
        this.scratch = scratch;
        this.tally = tally;
        this.thresholds = thresholds;
        this.known = new KnownProducts(request.retailer(), request.rules().code());
        this.earlier = new EarlierItems(thresholds);
        this.placeholders = new PlaceholderCodes(thresholds);
    }

    /** Lets what is known pass by. */
    @FunctionalInterface
    private interface Passing {
        void by(Sought sought) throws SQLException;
    }

    /** What is done with a part of the items, once all that is known has passed by. */
    @FunctionalInterface
    private interface Settling {
        void of(List<Item> items, Sought sought) throws SQLException;
    }

    /** Whether an item says something of a known product that the file does not. */
    @FunctionalInterface
    private interface News {
        boolean of(Item item, String url) throws SQLException;
    }

    /** Matches all items against a file, so that little is left to do while it is locked. */
    void against(SyncedFile file) throws SQLException {
        DuplicateLinks links = file.read("read the verdicts of", DuplicateLinks::of);
        Set<String> said = new HashSet<>();
        lookForPlaceholders();
        inParts(
                addresses -> known.known(file, addresses),
                sought -> known.passAll(file, sought),
                (items, sought) -> file.read("compare with the feed", sql -> {
                    TableRows products = TableRows.of(sql, "products");
                    for (Item item : items) {
                        settle(
                                item,
                                sought,
                                (it, url) -> said.add(url)
                                        && !ListingChange.of(sql, products, links.productOf(url), it)
                                                .isEmpty());
                    }
                    return true;
                }));
    }

    /** Matches the items with each other. */
    void withEachOther() throws SQLException {
        lookForPlaceholders();
        inParts(addresses -> Set.of(), sought -> {}, (items, sought) -> {
            for (Item item : items) {
                settle(item, sought, (it, url) -> false);
            }
        });
    }

    /** Matches what is left against what other programs have added to the file since, in the transaction at hand. */
    void againstMore(Sql sql) throws SQLException {
        if (!known.hasMore(sql)) {
            return;
        }
        inParts(addresses -> Set.of(), sought -> known.passMore(sql, sought), (items, sought) -> {
            for (Item item : items) {
                scratch.found(item, Match.better(scratch.found(item), sought.found(item)));
            }
        });
    }

    private void lookForPlaceholders() throws SQLException {
        for (String code : scratch.codesOfMoreThan(PlaceholderCodes.MOST_TITLES)) {
            placeholders.look(code, scratch.titlesOf(code, TITLES_OF_A_CODE));
        }
    }

    private void inParts(Function<List<String>, Set<String>> ofThose, Passing passing, Settling settling)
            throws SQLException {
        int after = -1;
        int last = scratch.placeOfLast(after, SOUGHT_AT_ONCE);
        while (last > after) {
            Sought sought = new Sought(thresholds);
            Set<String> addresses = new HashSet<>();
            scratch.forEachPage(after, last, items -> {
                items.forEach(item -> sought.add(placeholders.without(item)));
                addresses.addAll(ofThose.apply(items.stream().map(Item::url).toList()));
            });
            addresses.forEach(sought::passAddress);
            passing.by(sought);
            scratch.forEachPage(after, last, items -> settling.of(items, sought));
            after = last;
            last = scratch.placeOfLast(after, SOUGHT_AT_ONCE);
        }
    }

    /** An item whose product is known needs no more work, unless it is the first to say something new of it. */
    private void settle(Item item, Sought sought, News news) throws SQLException {
        Item matched = placeholders.without(item);
        Optional<Match> match = Match.better(sought.found(item), earlier.find(matched, scratch::at));
        if (match.filter(Match::strong).isEmpty()) {
            earlier.add(matched);
            scratch.found(item, match);
        } else if (news.of(item, match.get().knownUrl())) {
            scratch.found(item, match);
        } else {
            scratch.known(item);
            tally.existingOne();
        }
    }
}
