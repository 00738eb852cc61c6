package dev.tandem.catalog.record;

import dev.tandem.catalog.feed.Entry;
import dev.tandem.catalog.feed.FeedReader;
import dev.tandem.catalog.feed.FieldNames;
import dev.tandem.catalog.feed.Item;
import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.feed.Warning;
import dev.tandem.catalog.match.Match;
import dev.tandem.catalog.match.Thresholds;
import dev.tandem.stream.file.SyncedFile;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One pass over a feed, in three steps: read all of it, match it, write what is new. Nothing of the user's is touched
 * before the feed has been read to its end, and nobody waits for a lock while it is read.
 */
public final class CatalogRun implements AutoCloseable {
    private final SyncedFile memory = SyncedFile.inMemory();
    private final Scratch scratch;
    private final Matching matching;
    private final RunRequest request;
    private final Tally tally = new Tally();
    private final FeedHosts hosts = new FeedHosts();

    /** Of nothing so far. */
    public CatalogRun(RunRequest request, Thresholds thresholds) {
        this.request = request;
        this.scratch = memory.alone("make", Scratch::in);
        this.matching = new Matching(scratch, tally, request, thresholds);
    }

    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    /** An item that is new, or may be a product that is known. */
    public record Found(Item item, Optional<Match> match, boolean draft) {}

    /** What was found so far. */
    public Tally tally() {
        return tally;
    }

    /** Where the addresses of its items are. */
    public FeedHosts hosts() {
        return hosts;
    }

    /** Reads the feed to its end. */
    public void read(InputStream feed, Origin origin, FieldNames names) {
        memory.write("keep the feed in", sql -> {
            FeedReader.read(feed, origin, names, new FeedReader.Sink() {
                @Override
                public void take(Entry entry) {
                    keep(entry);
                }

                @Override
                public void warn(Warning warning) {
                    tally.warned(warning);
                }
            });
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
    public void match(SyncedFile file) {
        match(() -> matching.against(file));
    }

    /** Matches the items of the feed with each other. */
    public void match() {
        match(matching::withEachOther);
    }

    private void match(Step step) {
        long started = System.nanoTime();
        memory.write("match the feed in", sql -> {
            step.take();
            return true;
        });
        tally.matchedIn(Duration.ofNanos(System.nanoTime() - started));
    }

    /** Counts what is new, without writing it; answers the first items. */
    public List<Found> count(int most) {
        List<Found> first = new ArrayList<>();
        memory.read("read", sql -> {
            scratch.forEachUnknown(item -> {
                Optional<Match> found = scratch.found(item);
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
    public void write(Publication publication) {
        publication.makeRoom(memory.alone("read", sql -> scratch.hasUnknown()));
        publication.write(scratch, matching, tally);
    }

    @Override
    public void close() {
        memory.close();
    }
}
