package dev.tandem.inspector.topics;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.inspector.KafkaOptions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists Tandem's topics. */
@Command(
        name = "topics",
        description = {
            "List Tandem's topics: what they hold, for how long, and how old the newest record is.",
            "Changes nothing: a topic that is not there yet is shown as absent."
        },
        footer = {"%nExample:%n  tandem topics --bootstrap-servers kafka.example:9092"})
public final class TopicsVerb implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    record Answer(List<TopicState> topics) {}

    @Override
    public Integer call() {
        List<TopicState> topics = new Survey(options.kafka(), Clock.systemUTC()).take();
        options.output().json(new Answer(topics));
        Table table = Table.of("topic", "partitions", "records", "bytes", "kept", "newest");
        for (TopicState topic : topics) {
            if (topic.exists()) {
                table.row(
                        topic.name(),
                        Shown.number(topic.partitions()),
                        Shown.number(topic.records()),
                        Shown.bytes(topic.bytes()),
                        Shown.kept(topic.cleanup(), topic.retentionMs()),
                        Shown.age(topic.newestAgeSeconds()));
            } else {
                table.row(topic.name(), "", "", "", "absent", "");
            }
        }
        options.output().table(table);
        return ExitCode.DONE;
    }
}
