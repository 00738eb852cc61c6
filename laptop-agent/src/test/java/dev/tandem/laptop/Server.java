package dev.tandem.laptop;

import dev.tandem.laptop.connection.Aside;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.relay.Relay;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import dev.tandem.stream.verify.LocalCount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server's side without its front door: the real engine in the server's role. */
public final class Server implements AutoCloseable {
    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings kafka;
    private final AtomicBoolean stop = new AtomicBoolean();
    private CompletableFuture<Boolean> loop = CompletableFuture.completedFuture(true);

    private Server(SyncedFile file, NodeContext context, KafkaSettings kafka) {
        this.file = file;
        this.context = context;
        this.kafka = kafka;
    }

    /** A new one. */
    public static Server create(Path path, KafkaSettings kafka) {
        SyncedFile file = SyncedFile.openOrCreate(path);
        NodeContext context = Adoption.openOrCreate(file, Role.SERVER, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        return new Server(file, context, kafka);
    }

    /** Who it is. */
    public NodeContext context() {
        return context;
    }

    /** Its digests, counted anew after something was taken out behind its back. */
    public void recount() {
        LocalCount.of(file, context).mend(file);
    }

    /** Goes on behind a gap, as a server does. */
    public void mendGap() {
        Gap gap = Gap.mark(file, context, kafka);
        file.write("close the gap of", gap::closed);
    }

    /** Its database. */
    public Database database() {
        return new Database(file.path());
    }

    /** The file itself. */
    public SyncedFile file() {
        return file;
    }

    /** Merges what has been sent, and answers. */
    public void runOnce() {
        try (Inbox inbox = Inbox.connect(file, context, kafka)) {
            inbox.runToEnd();
            send();
            inbox.commitToGroup();
        }
    }

    /** Merges and answers as records arrive, until {@link #stop}. */
    public void start() {
        stop.set(false);
        loop = Aside.start("server", () -> {
            try (Inbox inbox = Inbox.connect(file, context, kafka);
                    Relay relay = Relay.connect(file, context, kafka)) {
                while (!stop.get()) {
                    inbox.runOnce(Duration.ofMillis(50));
                    relay.runOnce();
                    inbox.commitToGroup();
                }
                return true;
            }
        });
    }

    /** Leaves what is sent from now on unanswered. */
    public void stop() {
        stop.set(true);
        loop.join();
    }

    /** A phone's verdict, merged here and sent. */
    public void verdict(String url, Decision decision, String at) {
        Verdict verdict = Verdict.of(decision, null, null, "Ada", at);
        merge(new AssessmentRecorded(url, Timestamps.parse(at, ZoneOffset.UTC), false, verdict, null));
        send();
    }

    /** Takes back what stands about a product, and sends that. */
    public void takeBack(String url) {
        Version stands = file.read(
                "read",
                sql -> Objects.requireNonNull(
                        new VerdictRegister(sql).read(url, ReviewType.MODESTY).version()));
        merge(new AssessmentRetracted(url, ReviewType.MODESTY, stands.clock() + 1, false, stands, null));
        send();
    }

    /** A tap that says not modest, as the service takes it; what came of it. */
    public String tap(String id, String url) {
        Tap tap = new Tap(UUID.fromString(id), url, Decision.NOT_MODEST, null, null, "Ada", context.now(), null);
        TapResult result = new Taps(file, context).record(List.of(tap)).get(0);
        send();
        return result.status().name().toLowerCase(Locale.ROOT);
    }

    private void merge(TandemEvent event) {
        Envelope envelope = new Envelope(context.ids().next(), context.node().id(), context.now(), event);
        file.write("merge", sql -> {
            Unnoticed.run(sql, () -> Merge.into(sql, context).apply(envelope, context.now()));
            return true;
        });
    }

    /** What a script writes into its database, noticed and sent. */
    public void script(String statements) {
        database().run(statements);
        new Capture(file, context).run();
        send();
    }

    /** Sends what waits; while the loop runs, it is the one that does. */
    public void send() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!loop.isDone() && file.read("read", Outbox::depth) > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        if (file.read("read", Outbox::depth) > 0) {
            try (Relay relay = Relay.connect(file, context, kafka)) {
                relay.runOnce();
            }
        }
    }

    @Override
    public void close() {
        stop();
        file.close();
    }
}
