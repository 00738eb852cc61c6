package dev.tandem.laptop.undo;

import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.act.InOneGo;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.register.VerdictState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Asks for retractions, a few in each transaction, and sees what comes of them. */
final class Retractions {
    private static final int AT_ONCE = 200;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final LaptopFile laptop;
    private final List<Asked> asked = new ArrayList<>();

    Retractions(LaptopFile laptop) {
        this.laptop = laptop;
    }

    /** Puts a request for each into the outbox; what stands no more by then is left out. */
    void ask(List<VerdictState> standing) {
        for (int from = 0; from < standing.size(); from += AT_ONCE) {
            List<VerdictState> some = standing.subList(from, Math.min(from + AT_ONCE, standing.size()));
            asked.addAll(InOneGo.act(laptop.file(), laptop.context(), "ask for retractions in", sql -> {
                List<Asked> now = new ArrayList<>();
                for (VerdictState state : some) {
                    Version version = state.version();
                    if (version != null && Standing.stands(sql, state, version)) {
                        Retraction.retract(sql, laptop.context(), state).ifPresent(id -> now.add(new Asked(state, id)));
                    }
                }
                return now;
            }));
        }
    }

    /** Waits while another process syncs the file, until all are answered, or the time is up. */
    void await(Duration atMost, BooleanSupplier stop) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count(Asked.Outcome.UNDER_WAY) > 0 && System.nanoTime() < deadline && !stop.getAsBoolean()) {
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private long count(Asked.Outcome outcome) {
        return outcomes().stream().filter(each -> each.outcome() == outcome).count();
    }

    /** What came of each. */
    List<Answered> outcomes() {
        SyncedFile file = laptop.file();
        return file.read("read", sql -> {
            List<Answered> all = new ArrayList<>();
            for (Asked each : asked) {
                all.add(new Answered(each, each.outcome(sql)));
            }
            return all;
        });
    }

    /** A retraction that was asked for, and what came of it. */
    record Answered(Asked asked, Asked.Outcome outcome) {}
}
