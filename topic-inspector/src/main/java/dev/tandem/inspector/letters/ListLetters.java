package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.inspector.AtMost;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.schema.version.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem dead-letters list}. */
@Command(
        name = "list",
        description = "List the dead letters that nobody has settled, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem dead-letters list",
            "  tandem dead-letters list --cause constraint --since 7d --limit 1000 --json",
            "",
            "Exit codes: 0 there is none, 1 failed, 3 there are some."
        })
public final class ListLetters implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Mixin
    private Chosen chosen;

    @Mixin
    private AtMost atMost;

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

    /** What {@code --json} answers. */
    record Answer(List<Item> deadLetters, boolean more) {}

    @Override
    public Integer call() {
        int limit = atMost.records(100);
        Predicate<Letter> wanted = chosen.in(options.settings());
        List<Item> items = new ArrayList<>();
        boolean[] more = {false};
        try (Letters letters = Letters.connect(options.kafka())) {
            letters.<Item>open(
                    letter -> wanted.test(letter) ? Optional.of(Item.of(letter)) : Optional.empty(), item -> {
                        more[0] = items.size() == limit;
                        if (!more[0]) {
                            items.add(item);
                        }
                        return !more[0];
                    });
        }
        if (!more[0]) {
            chosen.requireMet();
        }
        options.output().json(new Answer(items, more[0]));
        if (items.isEmpty()) {
            options.output().line(chosen.isEmpty() ? "There are no dead letters." : "No dead letter is like that.");
            return ExitCode.DONE;
        }
        show(items);
        if (more[0]) {
            options.output().note("… and more (--limit).");
        }
        return ExitCode.ATTENTION;
    }

    private void show(List<Item> items) {
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
    }
}
