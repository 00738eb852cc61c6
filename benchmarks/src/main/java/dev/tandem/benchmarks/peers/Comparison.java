package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Rounds;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Tandem beside other programs, one after another, on as many products. */
final class Comparison {
    private static final int HOURS_OF_OVERWRITING = 4;

    private final Bench bench;
    private final InStep tandem;
    private final int products;
    private int hour;

    Comparison(Bench bench, InStep tandem, int products) {
        this.bench = bench;
        this.tandem = tandem;
        this.products = products;
    }

    /**
     * Measures both in turns.
     *
     * @param way that the verdicts of the other program go
     * @throws PeerException if the other program fails
     */
    List<Result> with(String name, String way, InStep peer) throws Exception {
        Rounds rates = new Rounds();
        Rounds bytes = new Rounds();
        for (int round = -1; round < bench.rounds(); round++) {
            bench.progress().accept(name + (round < 0 ? ", warming up" : ", round " + (round + 1)));
            Verdict verdict = Verdict.of(hour++);
            Measured ours = ours(verdict);
            Measured theirs = Measured.once(peer, verdict, products);
            if (round >= 0) {
                rates.add(ours.rate(), theirs.rate());
                bytes.add(ours.kilobytes(), theirs.kilobytes());
            }
        }
        List<Result> results = new ArrayList<>();
        String work = String.format(Locale.ROOT, "%s: %,d verdicts %s", name, products, way);
        results.add(Result.of(Peers.NAME, work, "rows/s", rates.value()).beside(rates.reference(peer.what())));
        results.add(Result.of(Peers.NAME, name + ": on the receiver's wire", "kB", bytes.value())
                .beside(bytes.reference(peer.what())));
        results.add(memory(
                name + ": memory of the receiver",
                Measured.memoryOfReceiver(tandem),
                Measured.memoryOfReceiver(peer),
                peer));
        results.add(memory(
                name + ": memory of both sides", Measured.memoryOfAll(tandem), Measured.memoryOfAll(peer), peer));
        results.add(overwritten(name, peer));
        return results;
    }

    private Measured ours(Verdict verdict) throws Exception {
        try {
            return Measured.once(tandem, verdict, products);
        } catch (PeerException e) {
            throw new IllegalStateException("Tandem: " + e.why(), e);
        }
    }

    private static Result memory(String measure, OptionalDouble ours, OptionalDouble theirs, InStep peer) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Result.notRun(Peers.NAME, measure, "this system does not tell what a process had at most");
        }
        Rounds once = new Rounds();
        once.add(ours.getAsDouble(), theirs.getAsDouble());
        return Result.of(Peers.NAME, measure, "MB", once.value()).beside(once.reference(peer.what()));
    }

    private Result overwritten(String name, InStep peer) throws Exception {
        bench.progress().accept(name + ", older verdicts that arrive later");
        int ours = Measured.overwritten(tandem, hour);
        int theirs = Measured.overwritten(peer, hour);
        hour += HOURS_OF_OVERWRITING;
        Rounds once = new Rounds();
        once.add(ours, theirs);
        String measure = name + ": of " + Measured.OLDER + " verdicts, overwritten by older ones";
        Result result = Result.of(Peers.NAME, measure, "", once.value()).goal(Goal.atMost(0));
        return theirs == 0 ? result : result.beside(once.reference(peer.what()));
    }
}
