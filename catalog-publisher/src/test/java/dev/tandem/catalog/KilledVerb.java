package dev.tandem.catalog;

import dev.tandem.catalog.feed.FieldNames;
import dev.tandem.catalog.feed.Origin;
import dev.tandem.catalog.record.RunRequest;
import dev.tandem.catalog.run.CatalogSettings;
import dev.tandem.catalog.run.FeedRun;
import dev.tandem.catalog.run.LaptopOptions;
import dev.tandem.catalog.run.Progress;
import dev.tandem.catalog.run.Reading;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TransactionListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run whose transactions are listened to. */
@Command(name = "killed")
final class KilledVerb implements Callable<Integer> {
    @Mixin
    private LaptopOptions options = new LaptopOptions();

    @Option(names = "--topic-prefix")
    @SuppressWarnings("UnusedVariable") // The setting of that name takes it.
    private String prefix = "";

    private final Path feed;
    private final TransactionListener listener;

    KilledVerb(Path feed, TransactionListener listener) {
        this.feed = feed;
        this.listener = listener;
    }

    @Override
    public Integer call() throws IOException {
        RunRequest request = RunRequest.of("revolve", "dresses", false, CatalogSettings.rules(options.settings()));
        Reading how = new Reading(FieldNames.ofScrapers(), false, true, note -> {}, new Progress(step -> {}));
        try (InputStream in = Files.newInputStream(feed);
                FeedRun run = FeedRun.read(options, request, in, Origin.named(feed.toString()), how);
                SyncedFile file = SyncedFile.openOrCreate(options.database())) {
            file.tell(listener);
            run.publish(file, note -> {});
            return 0;
        }
    }
}
