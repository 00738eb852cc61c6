package dev.tandem.stream.metrics;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.register.History.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node's meters. Names and labels say nothing of any person or product. Gauges read the file when somebody asks, and say
 * nothing while it cannot be read.
 */
public final class NodeMetrics {
    private static final Duration[] DELAYS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(1),
        Duration.ofDays(7)
    };

    private final SyncedFile file;
    private final NodeContext context;
    private final Counter applied;
    private final Counter superseded;
    private final Counter confirmed;
    private final Counter passedOver;
    private final Counter conflicts;
    private final Counter deadLetters;
    private final Counter sent;
    private final Timer verdictDelay;
    private final Timer rowDelay;
    private final Timer rounds;
    private final Stages stages;
    private final AtomicLong connected = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong confirmedUpTo = new AtomicLong();

    /** Registers the meters of the node that this file is. */
    public NodeMetrics(MeterRegistry registry, SyncedFile file, NodeContext context) {
        this.file = file;
        this.context = context;
        applied = outcome(registry, "applied");
        superseded = outcome(registry, "superseded");
        confirmed = outcome(registry, "confirmed");
        passedOver = outcome(registry, "passed_over");
        conflicts = Counter.builder("tandem.conflicts")
                .description("Verdicts that met and differed")
                .register(registry);
        deadLetters = Counter.builder("tandem.dead.letters")
                .description("Records that can never be applied, set aside")
                .register(registry);
        sent = Counter.builder("tandem.sent.events")
                .description("Events that Kafka has confirmed")
                .register(registry);
        verdictDelay = delay(registry, "verdict");
        rowDelay = delay(registry, "row");
        stages = new Stages(registry, context.node().role(), DELAYS);
        rounds = Timer.builder("tandem.sync.duration")
                .description("How long it took to send what waited")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
        Gauge.builder("tandem.connected", connected, AtomicLong::get)
                .description("1 while the node is connected to Kafka")
                .register(registry);
        Gauge.builder("tandem.inbox.lag.events", lag, AtomicLong::get)
                .description("Events in the topics that the node has not read, as far as it knows")
                .register(registry);
        Gauge.builder("tandem.outbox.events", this, NodeMetrics::outboxDepth)
                .description("Events that wait to be sent")
                .register(registry);
        Gauge.builder("tandem.outbox.age.seconds", this, NodeMetrics::outboxAge)
                .description("How long the first of them has waited; 0 if none does")
                .register(registry);
        Gauge.builder("tandem.backup.age.seconds", this, NodeMetrics::backupAge)
                .description("How old the last copy of the database is; NaN if there is none")
                .register(registry);
    }

    /** Counts what came of records. */
    public void merged(Merged merged) {
        applied.increment(merged.applied());
        superseded.increment(merged.superseded());
        confirmed.increment(merged.confirmed());
        passedOver.increment(merged.passedOver());
        conflicts.increment(Math.max(0, merged.conflicts()));
        deadLetters.increment(merged.deadLettered());
        for (Merged.Item item : merged.items()) {
            stages.merged(item, context.now());
            if (item.result().outcome() == Outcome.APPLIED) {
                long micros = Math.max(0, context.now() - item.envelope().time());
                (item.envelope().event() instanceof AssessmentEvent ? verdictDelay : rowDelay)
                        .record(Duration.ofNanos(micros * 1000));
            }
        }
    }

    /** Measures how long a review had been visible when its verdict arrived, in microseconds. */
    public void assessed(long micros) {
        stages.assessed(micros);
    }

    /** Counts what was sent. */
    public void sent(int events) {
        sent.increment(events);
    }

    /** What Kafka has confirmed up to this sequence does not wait, even where it stands in the outbox a while longer. */
    public void confirmed(long sequence) {
        confirmedUpTo.accumulateAndGet(sequence, Math::max);
    }

    /** Measures a round in which something was done. */
    public void round(Duration duration) {
        rounds.record(duration);
    }

    /** Notes how it stands with Kafka. */
    public void connected(Inbox inbox) {
        connected.set(1);
        lag.set(inbox.lag());
    }

    /** Notes that Kafka is away. */
    public void disconnected() {
        connected.set(0);
    }

    private static Counter outcome(MeterRegistry registry, String outcome) {
        return Counter.builder("tandem.merged.events")
                .description("Events that were read, by what came of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Timer delay(MeterRegistry registry, String kind) {
        return Timer.builder("tandem.merge.delay")
                .description(
                        "From when an event was noticed where it happened (a tap, a change) until it was merged here")
                .tag("kind", kind)
                .serviceLevelObjectives(DELAYS)
                .register(registry);
    }

    private double outboxDepth() {
        return read(sql -> Outbox.depth(sql, confirmedUpTo.get()));
    }

    private double outboxAge() {
        return read(sql -> sql.first(
                        "SELECT time FROM tandem_outbox WHERE seq > ? ORDER BY seq LIMIT 1",
                        row -> row.getLong(1),
                        confirmedUpTo.get())
                .map(time -> Math.max(0, context.now() - time) / 1_000_000)
                .orElse(0L));
    }

    private double backupAge() {
        return Backup.copies(file.path()).stream()
                .map(copy ->
                        Duration.between(copy.at(), context.clock().instant()).toSeconds())
                .min(Long::compare)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private interface Figure {
        long of(Sql sql) throws SQLException;
    }

    private double read(Figure figure) {
        try {
            return file.read("measure", figure::of);
        } catch (StreamException e) {
            return Double.NaN;
        }
    }
}
