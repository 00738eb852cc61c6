package dev.tandem.inspector.lag;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.inspector.lag.Lag.Behind;
import dev.tandem.inspector.topics.Shown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how far each node is behind. */
@Command(
        name = "lag",
        description = {
            "Show how far each node is behind the topics that it reads, and when it last did something.",
            "A laptop that is away is behind; that is no fault, and the exit code is 0."
        },
        footerHeading = "%nExample:%n",
        footer = "  tandem lag --json | jq '.lag[] | select(.events > 0)'")
public final class LagVerb implements Callable<Integer> {
    private static final String LIVE = Nodes.State.LIVE.name().toLowerCase(Locale.ROOT);

    @Mixin
    private KafkaOptions options;

    @Option(names = "--all", description = "Nodes too that will not come again: replaced by another, or revoked.")
    private boolean all;

    /**
     * What {@code --json} answers.
     *
     * @param hidden how many nodes that will not come again are left out
     */
    record Answer(List<Behind> lag, long hidden) {}

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        List<Behind> known = new Lag(options.kafka(), clock).measure();
        List<Behind> lag =
                known.stream().filter(one -> all || one.state().equals(LIVE)).toList();
        long hidden = known.stream().map(Behind::node).distinct().count()
                - lag.stream().map(Behind::node).distinct().count();
        options.output().json(new Answer(lag, hidden));
        if (lag.isEmpty()) {
            options.output().line("No node is known here yet.");
            return ExitCode.DONE;
        }
        Table table = Table.of("node", "role", "topic", "events behind", "since", "last receipt");
        lag.forEach(one -> table.row(
                one.node() + (one.state().equals(LIVE) ? "" : " (" + one.state() + ")"),
                one.role(),
                one.topic(),
                one.events(),
                one.events() == 0 ? "" : Shown.age(one.seconds()),
                Shown.age(age(one.lastReceipt(), clock.instant()))));
        options.output().table(table);
        if (hidden > 0) {
            options.output()
                    .note(hidden + (hidden == 1 ? " node" : " nodes")
                            + " that will not come again: replaced by another, or revoked. --all shows them.");
        }
        if (lag.stream().anyMatch(Behind::gap)) {
            options.output()
                    .note(
                            "A topic no longer has what a node would read next: its next sync says what that means there.");
        }
        return ExitCode.DONE;
    }

    private static @Nullable Long age(@Nullable Instant at, Instant now) {
        return at == null ? null : Math.max(0, Duration.between(at, now).toSeconds());
    }
}
