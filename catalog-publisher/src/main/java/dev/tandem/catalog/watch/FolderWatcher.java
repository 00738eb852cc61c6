package dev.tandem.catalog.watch;

import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.catalog.run.CatalogSettings;
import dev.tandem.catalog.run.FeedRun;
import dev.tandem.catalog.run.LaptopOptions;
import dev.tandem.catalog.run.Reading;
import dev.tandem.catalog.run.RunAnswer;
import dev.tandem.cli.error.UserError;
import dev.tandem.stream.file.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes feeds out of a folder, a round at a time. A feed is moved after its run has been committed; where the process
 * ends in between, the next run of it finds all of it known.
 */
final class FolderWatcher {
    private final DropFolder folder;
    private final Settled settled;
    private final LaptopOptions options;
    private final Reading how;
    private final Optional<String> shop;
    private final WatchLog log;
    private final Clock clock;

    FolderWatcher(
            DropFolder folder,
            Settled settled,
            LaptopOptions options,
            Reading how,
            Optional<String> shop,
            WatchLog log,
            Clock clock) {
        this.folder = folder;
        this.settled = settled;
        this.options = options;
        this.how = how;
        this.shop = shop;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What became of the feeds in one round.
     *
     * @param waiting how many may still be written to
     * @param failed how many met trouble that is no fault of theirs, and wait for the next round
     */
    record Round(int done, int rejected, int waiting, int failed) {}

    private enum Outcome {
        DONE,
        REJECTED,
        WAITING,
        FAILED
    }

    /**
     * Takes what nobody writes to any more.
     *
     * @param stop asked before each feed
     */
    Round runOnce(BooleanSupplier stop) throws IOException {
        List<DroppedFeed> feeds = folder.feeds();
        settled.keepOnly(feeds.stream().map(DroppedFeed::path).toList());
        folder.misplaced().forEach(log::misplaced);
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (DroppedFeed feed : feeds) {
            if (!stop.getAsBoolean()) {
                Optional<Settled.State> state = settled.look(feed.path(), clock.instant());
                Outcome outcome = state.isPresent() ? take(feed, state.get()) : Outcome.WAITING;
                counts.merge(outcome, 1, Integer::sum);
            }
        }
        return new Round(
                counts.getOrDefault(Outcome.DONE, 0),
                counts.getOrDefault(Outcome.REJECTED, 0),
                counts.getOrDefault(Outcome.WAITING, 0),
                counts.getOrDefault(Outcome.FAILED, 0));
    }

    private Outcome take(DroppedFeed feed, Settled.State state) {
        try (FeedRun run = read(feed)) {
            if (!settled.isStill(feed.path(), state)) {
                return Outcome.WAITING;
            }
            RunAnswer answer = run.publish(log::noted);
            log.done(feed, Aside.done(feed.path(), answer), answer);
            return Outcome.DONE;
        } catch (BadFeedException bad) {
            return reject(feed, state, bad.error);
        } catch (StreamException trouble) {
            log.trouble(feed, String.valueOf(trouble.getMessage()), trouble.hint());
        } catch (UserError trouble) {
            log.trouble(feed, trouble.message(), trouble.hint());
        } catch (IOException trouble) {
            log.trouble(feed, trouble);
        }
        return Outcome.FAILED;
    }

    private Outcome reject(DroppedFeed feed, Settled.State state, UserError error) {
        try {
            if (settled.isStill(feed.path(), state)) {
                Path to = Aside.rejected(feed.path(), error.message(), error.hint());
                log.rejected(feed, to, error);
                return Outcome.REJECTED;
            }
            return Outcome.WAITING;
        } catch (IOException trouble) {
            log.trouble(feed, trouble);
            return Outcome.FAILED;
        }
    }

    private FeedRun read(DroppedFeed feed) throws IOException, BadFeedException {
        try (InputStream in = Files.newInputStream(feed.path())) {
            RunRequest request =
                    RunRequest.of(feed.retailer(), feed.category(), false, CatalogSettings.rules(options.settings()));
            return FeedRun.read(options, request, in, new Origin(feed.name(), shop), how);
        } catch (UserError e) {
            throw new BadFeedException(e);
        }
    }

    /** What is wrong lies in the feed, and will still be wrong at the next try. */
    private static final class BadFeedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final UserError error;

        BadFeedException(UserError error) {
            super(error);
            this.error = error;
        }
    }
}
