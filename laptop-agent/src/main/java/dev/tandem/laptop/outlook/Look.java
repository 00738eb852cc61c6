package dev.tandem.laptop.outlook;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.preview.Follows;
import dev.tandem.stream.preview.Preview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One look at what a sync would do, as it goes on. */
final class Look {
    private final Path database;
    final KafkaSettings kafka;
    private final long limit;
    private final Consumer<Path> waited;
    private final Duration within;
    Outlook.State state = Outlook.State.ABSENT;

    @Nullable
    String nodeId;

    Local local = Local.NONE;

    @Nullable
    Incoming incoming;

    boolean exact = true;
    long wouldSend;
    final Set<RowKey> follows = new HashSet<>();
    long wouldRestore;

    @Nullable
    Long openLetters = 0L;

    boolean lettersRefused;
    boolean underWay;
    boolean scanDue;
    boolean reachable;
    Outlook.@Nullable Trouble trouble;

    Look(Path database, KafkaSettings kafka, long limit, Consumer<Path> waited, Duration within) {
        this.database = database;
        this.kafka = kafka;
        this.limit = limit;
        this.waited = waited;
        this.within = within;
    }

    void at(Settings settings) {
        if (!Files.exists(database)) {
            knock();
            return;
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database, waited)) {
            Optional<NodeContext> context = LaptopFile.context(file, settings);
            if (context.isPresent()) {
                state = Outlook.State.ADOPTED;
                nodeId = context.get().node().id();
                atTopics(file, context.get());
            } else {
                boolean empty = file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master")) == 0;
                state = empty ? Outlook.State.ABSENT : Outlook.State.NOT_ADOPTED;
                local = file.read("read", Local::read);
                knock();
            }
        }
    }

    /** Where there is no database to sync, that nobody answers is no trouble yet. */
    private void knock() {
        Asked.Answer<Boolean> answer =
                Asked.start(kafka, within, atMost -> true).answer();
        reachable = answer.reachable();
        trouble = reachable ? answer.trouble() : null;
    }

    private void atTopics(SyncedFile file, NodeContext context) {
        Asked<Waiting> asked = Asked.start(kafka, within, atMost -> Waiting.look(file, context, kafka, atMost));
        local = file.read("read", Local::read);
        follows.addAll(file.read("read", Follows::of));
        boolean touched = file.read(
                "read",
                sql -> sql.number("SELECT EXISTS (SELECT 1 FROM tandem_change)") > 0 || !TriggerCheck.stands(sql));
        Asked.Answer<Waiting> answer = asked.answer();
        Optional<Waiting> waiting = Optional.ofNullable(answer.said());
        reachable = answer.reachable();
        trouble = answer.trouble();
        openLetters = letters(file, context);
        waiting.ifPresent(w -> exact = w.events() <= limit);
        underWay = waiting.isPresent() ? waiting.get().underWay() : file.read("read", Written::isUnanswered);
        if (!touched && waiting.map(w -> w.events() == 0).orElse(true)) {
            incoming = waiting.isPresent() ? Incoming.NOTHING : null;
            exact = waiting.isPresent() || local.found() == 0;
            return;
        }
        try (Preview preview = Preview.of(file, context)) {
            wouldRestore = preview.captured().restored();
            scanDue = !preview.isExact();
            exact &= preview.isExact() && (waiting.isPresent() || local.found() == 0);
            if (waiting.isPresent()) {
                incoming = Foresight.of(preview, file, context, kafka, waiting.get(), limit);
            }
            wouldSend = preview.outgoing();
            follows.addAll(preview.read(Follows::of));
        }
    }

    private @Nullable Long letters(SyncedFile file, NodeContext context) {
        boolean noAnswer = trouble != null && trouble.kind() != Outlook.Kind.GAP;
        if (noAnswer && local.setAside() > 0) {
            return null;
        }
        try {
            OptionalLong open = OpenLetters.count(file, context, kafka);
            return open.isPresent() ? open.getAsLong() : null;
        } catch (OpenLetters.RefusedException e) {
            lettersRefused = true;
            return null;
        } catch (StreamException e) {
            return null;
        }
    }
}
