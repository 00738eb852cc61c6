package dev.tandem.benchmarks;

import dev.tandem.benchmarks.report.Reference;
import dev.tandem.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.List;

/** What rounds measured, of something and of what it is compared with. Only ratios within a round count. */
public final class Rounds {
    private final List<Double> values = new ArrayList<>();
    private final List<Double> references = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    /** Keeps what a round measured. */
    public void add(double value, double reference) {
        values.add(value);
        references.add(reference);
        ratios.add(value / reference);
    }

    /** What was measured. */
    public Spread value() {
        return Spread.of(values);
    }

    /** What it is compared with. */
    public Reference reference(String what) {
        return new Reference(what, Spread.of(references), Spread.of(ratios));
    }

    /** Something that is timed. */
    public interface Timed {
        /** Does it. */
        void run() throws Exception;
    }

    /** Milliseconds that something takes. */
    public static double millis(Timed timed) throws Exception {
        long started = System.nanoTime();
        timed.run();
        return (System.nanoTime() - started) / 1e6;
    }
}
