package dev.tandem.laptop.outlook;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.preview.Follows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at what a sync would do. */
final class Look {
    private final Path database;
    private final KafkaSettings kafka;
    private final long limit;
    private final Consumer<Path> waited;
    private final Duration within;

    Look(Path database, KafkaSettings kafka, long limit, Consumer<Path> waited, Duration within) {
        this.database = database;
        this.kafka = kafka;
        this.limit = limit;
        this.waited = waited;
        this.within = within;
    }

    Found at(Settings settings) {
        if (!Files.exists(database)) {
            return withoutStream(Outlook.State.ABSENT, Local.NONE);
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database, waited)) {
            Optional<NodeContext> context = LaptopFile.context(file, settings);
            if (context.isPresent()) {
                return atTopics(file, context.get());
            }
            boolean empty = file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master")) == 0;
            return withoutStream(
                    empty ? Outlook.State.ABSENT : Outlook.State.NOT_ADOPTED, file.read("read", Local::read));
        }
    }

    /** Where there is no database to sync, that nobody answers is no trouble yet. */
    private Found withoutStream(Outlook.State state, Local local) {
        Asked.Answer<Boolean> knock = Asked.start(kafka, within, atMost -> true).answer();
        return new Found(
                state,
                null,
                local,
                Ahead.NOTHING,
                Letters.NONE,
                false,
                knock.reachable(),
                knock.reachable() ? knock.trouble() : null);
    }

    private Found atTopics(SyncedFile file, NodeContext context) {
        Asked<Waiting> asked = Asked.start(kafka, within, atMost -> Waiting.look(file, context, kafka, atMost));
        Local local = file.read("read", Local::read);
        Set<RowKey> follows = file.read("read", Follows::of);
        boolean touched = file.read(
                "read",
                sql -> sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") > 0 || !TriggerCheck.stands(sql));
        Asked.Answer<Waiting> answer = asked.answer();
        Optional<Waiting> waiting = Optional.ofNullable(answer.said());
        boolean known = waiting.isPresent() || local.found() == 0;
        boolean nothing = !touched && waiting.map(w -> w.events() == 0).orElse(true);
        return new Found(
                Outlook.State.ADOPTED,
                context.node().id(),
                local,
                nothing
                        ? Ahead.untouched(waiting.isPresent(), known, follows)
                        : Ahead.of(file, context, kafka, known, follows, waiting, limit),
                Letters.of(file, context, kafka, local, answer),
                waiting.isPresent() ? waiting.get().underWay() : file.read("read", Written::isUnanswered),
                answer.reachable(),
                answer.trouble());
    }
}
