package dev.tandem.torture.fault;

import dev.tandem.torture.load.Gate;
import dev.tandem.torture.load.Ledger;
import dev.tandem.torture.plan.Fault;
import dev.tandem.torture.plan.Part;
import dev.tandem.torture.site.Site;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does one fault after the other; when one is done, what it took away is there again. */
public final class Injector {
    private static final long SLOW_MS = 60;
    private static final long TEARS_AFTER_BYTES = 20_000;
    private static final Duration SENT_WITHIN = Duration.ofSeconds(20);
    private static final Duration VERB_BEGINS_WITHIN = Duration.ofSeconds(6);
    private static final long LOOK_AGAIN_MS = 50;

    private static final int LONGER = 2;

    /** By how much clocks are wrong: far, far enough to be capped, and less than is noticed. */
    private static final List<Duration> WRONG = List.of(
            Duration.ofDays(400),
            Duration.ofHours(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(-3),
            Duration.ofHours(-2));

    private final Site site;
    private final Ledger ledger;
    private final Gate gate;
    private final Records records;
    private final long seed;
    private final BooleanSupplier stopped;

    /** On that site. */
    public Injector(Site site, Ledger ledger, Gate gate, long seed, BooleanSupplier stopped) {
        this.site = site;
        this.ledger = ledger;
        this.gate = gate;
        this.records = new Records(site.bootstrapServers(), ledger);
        this.seed = seed;
        this.stopped = stopped;
    }

    /** Does it, and mends it again; whether there was anything to do it to. */
    public boolean inject(Fault fault) throws InterruptedException, IOException, SQLException {
        return switch (fault.kind()) {
            case KILL -> kill(part(fault), fault.forMillis());
            case STOP -> awaitVerb(part(fault)) && freeze(part(fault), fault.forMillis());
            case RESTART -> restart(part(fault));
            case CUT_KAFKA -> {
                site.kafka().cut();
                yield mendAfter(fault.forMillis());
            }
            case SLOW_KAFKA -> {
                site.kafka().slow(Duration.ofMillis(SLOW_MS));
                yield mendAfter(fault.forMillis());
            }
            case TEAR_KAFKA -> {
                site.kafka().tear(TEARS_AFTER_BYTES);
                yield mendAfter(fault.forMillis());
            }
            case CUT_PHONES -> {
                site.phones().cut();
                yield mendAfter(fault.forMillis());
            }
            case DEAFEN_PHONES -> {
                site.phones().loseAnswers();
                yield mendAfter(fault.forMillis());
            }
            case POISON -> records.poison(random(fault));
            case DUPLICATE -> records.duplicate(random(fault));
            case TOPIC_ANEW -> onceAllIsSent(() -> records.topicAnew(random(fault)));
            case CLOCK -> {
                site.wrongClock(part(fault), WRONG.get(random(fault).nextInt(WRONG.size())));
                yield onSuchAMachine(part(fault), fault.forMillis());
            }
            case DISK -> {
                site.fullDisk(part(fault));
                yield onSuchAMachine(part(fault), fault.forMillis());
            }
            case RESTORE_LAPTOP -> restoreLaptop(part(fault));
            case RESTORE_SERVER -> restoreServer();
        };
    }

    /** What a fault draws depends on itself alone, so that a shorter schedule draws the same. */
    private Random random(Fault fault) {
        return new Random(seed * 31 + fault.atMillis());
    }

    private static Part part(Fault fault) {
        return Objects.requireNonNull(fault.part(), "a part for " + fault.kind().text());
    }

    /** Whether it stays, so that it has to be started again. */
    private static boolean stays(Part part) {
        return part == Part.BROKER || part == Part.SERVICE || part == Part.LAPTOP_ONE;
    }

    private boolean kill(Part part, long millis) throws InterruptedException {
        if (stays(part)) {
            boolean done = site.kill(part);
            Thread.sleep(millis);
            site.start(part);
            return done;
        }
        if (!awaitVerb(part)) {
            return false;
        }
        Thread.sleep(millis / 2);
        return site.kill(part);
    }

    /** A short verb may not run just now. */
    private boolean awaitVerb(Part part) throws InterruptedException {
        return await(VERB_BEGINS_WITHIN, () -> site.isRunning(part));
    }

    private boolean await(Duration atMost, Condition condition) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!stopped.getAsBoolean() && System.nanoTime() < until) {
            if (condition.holds()) {
                return true;
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
        return false;
    }

    private interface Condition {
        boolean holds();
    }

    private boolean freeze(Part part, long millis) throws IOException, InterruptedException {
        boolean done = site.freeze(part, millis);
        Thread.sleep(millis);
        return done;
    }

    private boolean restart(Part part) throws InterruptedException {
        boolean done = site.stop(part);
        site.start(part);
        return done;
    }

    /** Its processes are started anew there, and after a while on a sound machine. */
    private boolean onSuchAMachine(Part part, long millis) throws InterruptedException {
        restartIfItStays(part);
        Thread.sleep(millis * LONGER);
        site.soundMachine(part);
        restartIfItStays(part);
        return true;
    }

    private void restartIfItStays(Part part) throws InterruptedException {
        if (stays(part)) {
            restart(part);
        }
    }

    private boolean mendAfter(long millis) throws InterruptedException {
        try {
            Thread.sleep(millis);
        } finally {
            site.kafka().mend();
            site.phones().mend();
        }
        return true;
    }

    /** The user ends what syncs the file and puts an old copy in its place. */
    private boolean restoreLaptop(Part laptop) throws InterruptedException, IOException, SQLException {
        synchronized (site.file(laptop)) {
            long asOf = site.restore(laptop);
            if (asOf >= 0) {
                ledger.restored(laptop, asOf);
            }
            if (stays(laptop)) {
                site.start(laptop);
            }
            return asOf >= 0;
        }
    }

    private boolean restoreServer() throws InterruptedException, IOException, SQLException {
        return onceAllIsSent(() -> {
            site.stop(Part.SERVICE);
            long asOf = site.restore(Part.SERVICE);
            if (asOf >= 0) {
                ledger.restored(Part.SERVICE, asOf);
            }
            site.start(Part.SERVICE);
            return asOf >= 0;
        });
    }

    private interface Loss {
        boolean happens() throws InterruptedException, IOException, SQLException;
    }

    /** What a server has acknowledged and not sent when its disk is lost is lost; so it is let to send everything first. */
    private boolean onceAllIsSent(Loss loss) throws InterruptedException, IOException, SQLException {
        gate.close();
        try {
            return await(SENT_WITHIN, this::hasSentAll) && loss.happens();
        } finally {
            gate.open();
        }
    }

    /** What stood in topics that are gone. */
    public List<ConsumerRecord<String, byte[]>> past() {
        return records.past();
    }

    /** Asked again and again: the service keeps what is confirmed in its outbox until it is quiet. */
    private boolean hasSentAll() {
        try {
            return site.file(Part.SERVICE).use(connection -> {
                try (var waiting = connection.createStatement().executeQuery("SELECT count(*) FROM tandem_outbox")) {
                    return waiting.getLong(1) == 0;
                }
            });
        } catch (SQLException e) {
            return false;
        }
    }
}
