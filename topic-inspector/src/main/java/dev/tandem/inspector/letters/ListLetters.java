package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.schema.version.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem dead-letters list}. */
@Command(
        name = "list",
        description = "List the dead letters that nobody has settled, the oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem dead-letters list",
            "  tandem dead-letters list --limit 1000 --json",
            "",
            "Exit codes: 0 there is none, 1 failed, 3 there are some."
        })
public final class ListLetters implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many. Default: 100.")
    private int limit;

    /** One letter, as {@code --json} has it. */
    record Item(
            String id, String topic, int partition, long offset, String cause, String node, String type, String at) {
        static Item of(Letter letter) {
            return new Item(
                    letter.id(),
                    letter.event().topic(),
                    letter.event().partition(),
                    letter.event().offset(),
                    letter.event().cause(),
                    letter.event().node(),
                    letter.type(),
                    Timestamps.format(letter.event().appendedAt()));
        }
    }

    private record Answer(List<Item> deadLetters, int more) {}

    @Override
    public Integer call() {
        List<Item> items = new ArrayList<>();
        int[] more = {0};
        new Letters(options.kafka()).forEachOpen(letter -> {
            if (items.size() < limit) {
                items.add(Item.of(letter));
            } else {
                more[0]++;
            }
        });
        options.output().json(new Answer(items, more[0]));
        if (items.isEmpty()) {
            options.output().line("There are no dead letters.");
            return ExitCode.DONE;
        }
        Table table = Table.of("id", "topic", "partition", "offset", "type", "cause");
        for (Item item : items) {
            table.row(
                    item.id(),
                    item.topic(),
                    Integer.toString(item.partition()),
                    Long.toString(item.offset()),
                    item.type(),
                    item.cause());
        }
        options.output().table(table);
        if (more[0] > 0) {
            options.output().note("… and " + more[0] + " more (--limit).");
        }
        return ExitCode.ATTENTION;
    }
}
