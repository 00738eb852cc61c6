package dev.tandem.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What it took to bring verdicts from one side to the other's file.
 *
 * @param rate rows a second, from the moment that they were given until the last was there
 * @param kilobytes on the receiving side's wire, both ways
 */
record Measured(double rate, double kilobytes) {
    /** So many verdicts that are there already are tried to be overwritten. */
    static final int OLDER = 100;

    /** Acknowledgements are still on their way when the last row has come. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    /** Takes the measure once. */
    static Measured once(InStep programs, Verdict verdict, int products) throws Exception {
        try (ProductFile receiving = ProductFile.open(programs.receiving())) {
            long before = programs.bytes();
            long started = System.nanoTime();
            programs.give(verdict, 0, products - 1);
            receiving.await(verdict, 0, products - 1, programs);
            double seconds = (System.nanoTime() - started) / 1e9;
            Thread.sleep(SETTLE.toMillis());
            return new Measured(products / seconds, (programs.bytes() - before) / 1e3);
        }
    }

    /** The most memory that the receiving side has had, in megabytes; empty where the system does not tell. */
    static OptionalDouble memoryOfReceiver(InStep programs) {
        return Memory.mostResident(List.of(programs.receiver()));
    }

    /** The most memory that all of them have had, in megabytes. */
    static OptionalDouble memoryOfAll(InStep programs) {
        return Memory.mostResident(LongStream.concat(
                        LongStream.of(programs.receiver()),
                        programs.others().stream().mapToLong(Long::longValue))
                .boxed()
                .toList());
    }

    /**
     * How many verdicts of a side that was away are overwritten by older ones that arrive when it is back.
     *
     * @param hour the next one that is free; the two after it are used as well
     */
    static int overwritten(InStep programs, int hour) throws Exception {
        Verdict last = Verdict.of(hour);
        Verdict older = Verdict.of(hour + 1);
        Verdict newer = Verdict.of(hour + 2);
        try (ProductFile receiving = ProductFile.open(programs.receiving())) {
            programs.whileAway(() -> {
                receiving.give(newer, 0, OLDER - 1);
                programs.give(older, 0, OLDER - 1);
                programs.give(last, OLDER, OLDER);
            });
            receiving.await(last, OLDER, OLDER, programs);
            return receiving.showing(older, 0, OLDER - 1);
        }
    }
}
