package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Entry;
import dev.tandem.catalog.feed.FeedReader;
import dev.tandem.catalog.feed.FieldNames;
import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.match.KnownProducts;
import dev.tandem.catalog.match.Match;
import dev.tandem.catalog.match.Thresholds;
import dev.tandem.stream.file.SyncedFile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One pass over a feed, in three steps: read all of it, match it, write what is new. Nothing of the user's is touched
 * before the feed has been read to its end, and nobody waits for a lock while it is read.
 */
final class CatalogRun implements AutoCloseable {
    private final SyncedFile memory = SyncedFile.inMemory();
    private final Scratch scratch;
    private final KnownProducts known;
    private final RunRequest request;
    private final Tally tally = new Tally();
    private final FeedHosts hosts = new FeedHosts();

    CatalogRun(RunRequest request, Thresholds thresholds) {
        this.request = request;
        this.scratch = memory.alone("make", Scratch::in);
        this.known = memory.alone("make", sql -> KnownProducts.in(sql, request.retailer(), thresholds));
    }

    /** An item that is new, or may be a product that is known. */
    record Found(Item item, Optional<Match> match, boolean draft) {}

    /** What was found so far. */
    Tally tally() {
        return tally;
    }

    /** Where the addresses of its items are. */
    FeedHosts hosts() {
        return hosts;
    }

    /** Reads the feed to its end. */
    void read(InputStream feed, Origin origin, FieldNames names) {
        memory.write("keep the feed in", sql -> {
            FeedReader.read(feed, origin, names, this::keep);
            return true;
        });
    }

    private void keep(Entry entry) {
        tally.scannedOne();
        if (entry instanceof Reject reject) {
            tally.rejected(reject);
        } else if (entry instanceof Item item) {
            Item ruled = request.rules().applied(item, request.category());
            memory.alone("keep the feed in", sql -> scratch.add(ruled));
            hosts.count(item.url());
        }
    }

    /** Matches against what the file knows, so that little is left to do while it is locked. */
    void match(SyncedFile file) {
        known.addAllOf(file);
        DuplicateLinks links = file.read("read the verdicts of", DuplicateLinks::of);
        Set<String> said = new HashSet<>();
        match((item, url) -> said.add(url)
                && file.read(
                        "compare with the feed",
                        sql -> !ListingChange.of(sql, TableRows.of(sql, "products"), links.productOf(url), item)
                                .isEmpty()));
    }

    /** Matches the items of the feed with each other. */
    void match() {
        match((item, url) -> false);
    }

    /** An item whose product is known needs no more work, unless it is the first to say something new of it. */
    private void match(BiPredicate<Item, String> saysOtherwise) {
        memory.write("match the feed in", sql -> {
            scratch.forEachUnknown(item -> {
                Optional<Match> match = known.find(item);
                if (match.filter(Match::strong).isEmpty()) {
                    known.add(item);
                } else if (!saysOtherwise.test(item, match.get().knownUrl())) {
                    scratch.known(item);
                    tally.existingOne();
                }
            });
            return true;
        });
    }

    /** Counts what is new, without writing it; answers the first items. */
    List<Found> count(int most) {
        List<Found> first = new ArrayList<>();
        memory.read("read", sql -> {
            scratch.forEachUnknown(item -> {
                Optional<Match> found = known.find(item);
                if (found.filter(Match::strong).isPresent()) {
                    tally.existingOne();
                    tally.changedOne();
                    return;
                }
                boolean draft = !request.baseline() && request.rules().isDraft(item);
                Optional<Match> match = request.baseline() || draft ? Optional.empty() : found;
                if (draft) {
                    tally.draftOne();
                }
                match.ifPresentOrElse(m -> tally.suspectedOne(), tally::addedOne);
                if (first.size() < most) {
                    first.add(new Found(item, match, draft));
                }
            });
            return true;
        });
        return first;
    }

    /** Writes what is new. */
    void write(Publication publication) {
        publication.makeRoom(memory.alone("read", sql -> scratch.hasUnknown()));
        publication.write(scratch, known, tally);
    }

    @Override
    public void close() {
        memory.close();
    }
}
