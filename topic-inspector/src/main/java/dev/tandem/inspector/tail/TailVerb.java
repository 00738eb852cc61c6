package dev.tandem.inspector.tail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.inspector.filter.Where;
import dev.tandem.inspector.reading.InOrder;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the records of a topic. */
@Command(
        name = "tail",
        description = {
            "Show the records of a topic, in the order of time over its partitions; with --json one object on each line.",
            "Reads and changes nothing. Ctrl-C ends it at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem tail products                         the last ten",
            "  tandem tail assessments --from 2h --follow   since two hours ago, and what comes",
            "  tandem tail products --from beginning --where columns.brand=Aritzia --json | jq .key",
        })
public final class TailVerb implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofMillis(250);

    @Mixin
    private KafkaOptions options;

    @Parameters(paramLabel = "TOPIC", description = "Its name; of Tandem's own the last part is enough: products.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            defaultValue = "-10",
            description = {
                "beginning, end, -N (N records before the end of each partition), or a time: 2026-01-31 14:05, or 2h for two"
                        + " hours ago. Default: -10."
            })
    private String from = "-10";

    @Option(
            names = "--key",
            description = "Only records of this key, such as a product's whole url, or with it in a key of several.")
    private @Nullable String key;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description =
                    "Only records with this value; dots lead into a field, such as columns.brand. All of several.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        ZoneId zone = options.settings().get(CommonSettings.CLOCK_ZONE);
        Start start = Start.of(from, zone, Instant.now());
        Where where = Where.of(conditions);
        KeyFilter keys = new KeyFilter(key);
        KafkaSettings kafka = options.kafka();
        try (TopicReader reader = TopicReader.connect(kafka)) {
            List<TopicPartition> partitions = reader.require(named(kafka));
            Map<TopicPartition, Long> ends = reader.ends(partitions);
            boolean met = false;
            InOrder records = new InOrder(reader, start.offsets(reader, partitions, ends), ends);
            while ((follow || !records.isAtEnd()) && !options.output().isUnread()) {
                for (ConsumerRecord<String, byte[]> record : records.next(WAIT)) {
                    if ((follow || records.wasThere(record)) && keys.matches(record.key())) {
                        met = true;
                        ObjectNode shown = Shown.json(record);
                        if (where.matches(shown)) {
                            show(shown, zone);
                        }
                    }
                }
            }
            if (!options.output().isUnread()) {
                where.requireMet(partitions.get(0).topic());
                if (key != null && !met) {
                    options.output()
                            .note(
                                    "No record from " + from + " on has the key " + key
                                            + ". --from beginning looks at all of them; the key of a product is its whole url.");
                }
            }
        }
        return ExitCode.DONE;
    }

    private String named(KafkaSettings kafka) {
        return Arrays.stream(Topic.values())
                .map(kafka::name)
                .filter(name -> name.equals(kafka.prefix() + "." + topic))
                .findFirst()
                .orElse(topic);
    }

    private void show(ObjectNode shown, ZoneId zone) {
        options.output().jsonLine(shown);
        if (!options.output().isJson()) {
            Shown.lines(shown, zone).forEach(options.output()::line);
        }
    }
}
