package dev.tandem.inspector.receipts;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.inspector.AtMost;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.inspector.filter.When;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the nodes did. */
@Command(
        name = "receipts",
        description =
                "List what the nodes did, the newest first: each leaves a receipt when it has taken in or sent something.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem receipts",
            "  tandem receipts --node 019fd1f2 --since 7d --json",
        })
public final class ReceiptsVerb implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Mixin
    private AtMost atMost;

    @Option(
            names = "--node",
            paramLabel = "ID",
            description = "Only those of this node; the beginning of its id is enough.")
    private String node = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those since then: a time, or 7d for seven days ago.")
    private @Nullable String since;

    /** A receipt, as {@code --json} has it. */
    record Item(
            String node,
            String role,
            String at,
            int applied,
            int superseded,
            int conflicts,
            int deadLettered,
            int sent,
            List<OffsetRange> read,
            @Nullable String digest) {
        static Item of(SyncCompleted receipt) {
            return new Item(
                    receipt.node(),
                    receipt.role(),
                    Timestamps.format(receipt.completedAt()),
                    receipt.applied(),
                    receipt.superseded(),
                    receipt.conflicts(),
                    receipt.deadLettered(),
                    receipt.sent(),
                    receipt.read(),
                    receipt.digest());
        }
    }

    /** What {@code --json} answers. */
    record Answer(List<Item> receipts, boolean more) {}

    @Override
    public Integer call() {
        int limit = atMost.records(20);
        long from = since == null
                ? Long.MIN_VALUE
                : Timestamps.toMicros(
                        When.read("--since", since, options.settings().get(CommonSettings.CLOCK_ZONE), Instant.now()));
        List<Item> items = new ArrayList<>();
        boolean[] more = {false};
        boolean[] any = {false};
        KafkaSettings kafka = options.kafka();
        try (TopicReader reader = TopicReader.connect(kafka)) {
            Receipts.newestFirst(reader, kafka, receipt -> {
                any[0] = true;
                boolean wanted = receipt.completedAt() >= from && receipt.node().startsWith(node);
                more[0] = wanted && items.size() == limit;
                if (wanted && !more[0]) {
                    items.add(Item.of(receipt));
                }
                return receipt.completedAt() >= from && !more[0];
            });
        }
        options.output().json(new Answer(items, more[0]));
        show(items, any[0], more[0]);
        return ExitCode.DONE;
    }

    private String wanted() {
        return (node.isEmpty() ? "" : " of a node whose id begins with " + node)
                + (since == null ? "" : " since " + since);
    }

    /** @param any whether there are receipts at all, wanted or not */
    private void show(List<Item> items, boolean any, boolean more) {
        if (items.isEmpty()) {
            options.output().line("There are no receipts" + (any ? wanted() + "; there are others." : "."));
            return;
        }
        Table table = Table.of("at", "node", "role", "applied", "superseded", "conflicts", "dead letters", "sent");
        items.forEach(item -> table.row(
                item.at(),
                item.node(),
                item.role(),
                item.applied(),
                item.superseded(),
                item.conflicts(),
                item.deadLettered(),
                item.sent()));
        options.output().table(table);
        if (more) {
            options.output().note("… and more (--limit).");
        }
    }
}
