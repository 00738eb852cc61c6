package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.guarantee.Step.Advance;
import dev.tandem.stream.guarantee.Step.Anew;
import dev.tandem.stream.guarantee.Step.Backup;
import dev.tandem.stream.guarantee.Step.Broker;
import dev.tandem.stream.guarantee.Step.Capture;
import dev.tandem.stream.guarantee.Step.Clash;
import dev.tandem.stream.guarantee.Step.Compact;
import dev.tandem.stream.guarantee.Step.Full;
import dev.tandem.stream.guarantee.Step.Halt;
import dev.tandem.stream.guarantee.Step.Keep;
import dev.tandem.stream.guarantee.Step.Locked;
import dev.tandem.stream.guarantee.Step.Poison;
import dev.tandem.stream.guarantee.Step.Policy;
import dev.tandem.stream.guarantee.Step.Pull;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.guarantee.Step.Redrive;
import dev.tandem.stream.guarantee.Step.Refill;
import dev.tandem.stream.guarantee.Step.Remake;
import dev.tandem.stream.guarantee.Step.Remove;
import dev.tandem.stream.guarantee.Step.Restore;
import dev.tandem.stream.guarantee.Step.Retract;
import dev.tandem.stream.guarantee.Step.Room;
import dev.tandem.stream.guarantee.Step.Tap;
import dev.tandem.stream.guarantee.Step.TapAgain;
import dev.tandem.stream.guarantee.Step.Twin;
import dev.tandem.stream.guarantee.Step.WrongClock;
import dev.tandem.stream.node.ConflictPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories from seeds: the same seed gives the same history, on every machine. */
final class Histories {
    static final Instant BEGINNING = Instant.parse("2025-11-20T08:00:00Z");

    static final String POISON = "not json";

    private static final long YEAR = 365L * 86_400;
    private static final long[] AHEAD = {0, 0, 0, 120, 600, YEAR, -3_600, -3 * YEAR};

    private final Random random;
    private final Scripts scripts;
    private Instant now = BEGINNING;

    private Histories(long seed) {
        // Neighbouring seeds of this generator begin alike; their first draws are passed over.
        this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        random.nextLong();
        this.scripts = new Scripts(random);
    }

    static List<Step> of(long seed, int length) {
        return of(seed, length, List.of());
    }

    /**
     * A history in which files, or topics, are lost as well: what only a real broker shows a node. There the server keeps
     * what is confirmed until it removes it.
     */
    static List<Step> withLosses(long seed, int length) {
        List<List<Step>> losses = List.of(
                List.of(new Backup(Who.ONE), new Restore(Who.ONE), new Restore(Who.ONE)),
                List.of(new Backup(Who.SERVER), new Restore(Who.SERVER), new Restore(Who.SERVER)),
                List.of(new Twin(Who.TWO, Who.ONE), new Twin(Who.ONE, Who.TWO)),
                List.of(
                        new Anew(Topic.CHANGES),
                        new Anew(Topic.PRODUCTS),
                        new Anew(Topic.ASSESSMENTS),
                        new Anew(Topic.ASSESSMENT_QUEUE),
                        new Anew(Topic.ROWS)));
        return of(seed, length, losses.get((int) Math.floorMod(seed, (long) losses.size())));
    }

    private static List<Step> of(long seed, int length, List<Step> losses) {
        Histories histories = new Histories(seed);
        List<Step> steps = new ArrayList<>();
        steps.add(new Policy(histories.one(ConflictPolicy.values())));
        while (steps.size() < length) {
            int rare = losses.isEmpty() ? 0 : histories.random.nextInt(12);
            Step step = losses.isEmpty() || rare > 1
                    ? histories.next()
                    : rare == 1 ? new Remove(Who.SERVER) : losses.get(histories.random.nextInt(losses.size()));
            steps.add(step);
            histories.now = histories.now.plusSeconds(step instanceof Advance advance ? 1 + advance.seconds() : 1);
        }
        return steps;
    }

    private Step next() {
        int draw = random.nextInt(100);
        if (draw < 32) {
            Who on = random.nextInt(8) == 0 ? Who.SERVER : laptop();
            return random.nextInt(6) == 0 ? scripts.catalog(on) : scripts.next(on, now);
        }
        if (draw < 44) {
            return new Tap(random.nextInt(3), scripts.url(), decision(), phoneClock(), random.nextBoolean());
        }
        if (draw < 46) {
            return new TapAgain(random.nextInt(3));
        }
        if (draw < 47) {
            return new Retract(node(), scripts.url(), one(ReviewType.values()));
        }
        if (draw < 48) {
            return new Keep(node(), random.nextBoolean());
        }
        if (draw < 50) {
            return new Capture(node());
        }
        if (draw < 64) {
            int lost = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 0;
            return new Push(node(), lost > 0 ? random.nextInt(4) : 1_000, lost);
        }
        if (draw < 85) {
            int most = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1_000;
            return new Pull(node(), most, random.nextInt(4) == 0 ? 3 : 0, random.nextInt(1_000));
        }
        if (draw < 89) {
            return new Advance(random.nextInt(5) == 0 ? 86_400 : random.nextInt(900));
        }
        if (draw < 93) {
            return new Halt(node(), random.nextInt(4), random.nextBoolean());
        }
        if (draw < 95) {
            return new Clash(laptop(), random.nextInt(3) > 0);
        }
        return rareFault();
    }

    private Step rareFault() {
        return switch (random.nextInt(13)) {
            case 0, 1 -> new Full(node(), random.nextInt(6));
            case 2 -> new Room(node());
            case 3 -> new Locked(node());
            case 4, 5 -> new Broker(random.nextInt(3) == 0);
            case 6, 7 -> new WrongClock(node(), AHEAD[random.nextInt(AHEAD.length)]);
            case 8 -> new Compact();
            case 9 -> new Poison(node(), POISON);
            case 10 -> new Refill(node(), "catalog_products");
            case 11 -> new Redrive(node());
            default -> new Remake(node(), one(new String[] {"products", "assessment_queue", "catalog_products"}));
        };
    }

    private Who laptop() {
        return random.nextBoolean() ? Who.ONE : Who.TWO;
    }

    private Who node() {
        return random.nextInt(5) < 2 ? Who.SERVER : laptop();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private Decision decision() {
        return one(Decision.values());
    }

    private long phoneClock() {
        return random.nextInt(3) == 0 ? AHEAD[random.nextInt(AHEAD.length)] : -random.nextInt(600);
    }
}
