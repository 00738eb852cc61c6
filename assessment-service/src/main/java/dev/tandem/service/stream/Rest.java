package dev.tandem.service.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back where nothing has been done for a while. A service is mostly idle, and would hold for days what a
 * laptop's backlog took for a minute: pages of the database, and a heap that only a collection makes smaller.
 */
final class Rest {
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** By so much the heap may be larger than after the last rest: a collection stops everything for a tenth of a second. */
    private static final long WORTH_IT = 8L * 1024 * 1024;

    private final Held held;
    private final LongSupplier nanos;
    private long lastWork;
    private boolean worked = true;
    private long heapAtRest;

    /** What is held. */
    interface Held {
        /** Lets go of the pages of the database that are kept for what comes next. */
        void letGoOfPages();

        /** Bytes of the heap, those included that nothing lives in. */
        long heap();

        /** Collects what nobody needs, and makes the heap smaller. */
        void collect();
    }

    /** Of a service that starts, which takes a lot too; {@code nanos} is the time as {@link System#nanoTime} tells it. */
    Rest(Held held, LongSupplier nanos) {
        this.held = held;
        this.nanos = nanos;
        this.lastWork = nanos.getAsLong();
    }

    /** Events were merged or sent. */
    void worked() {
        worked = true;
        lastWork = nanos.getAsLong();
    }

    /** Gives back what is worth it, if it is quiet. */
    void ifQuiet() {
        if (nanos.getAsLong() - lastWork < QUIET.toNanos()) {
            return;
        }
        boolean grown = held.heap() - heapAtRest > WORTH_IT;
        if (worked || grown) {
            // Who only looks things up has pages kept too, and leaves garbage.
            held.letGoOfPages();
            worked = false;
        }
        if (grown) {
            held.collect();
            heapAtRest = held.heap();
        }
    }

    /** What a process holds that serves this database. */
    static Held by(ServerDatabase database) {
        return new Held() {
            @Override
            public void letGoOfPages() {
                database.file().giveBack();
                database.reader().giveBack();
            }

            @Override
            public long heap() {
                return Runtime.getRuntime().totalMemory();
            }

            @Override
            public void collect() {
                System.gc();
            }
        };
    }
}
