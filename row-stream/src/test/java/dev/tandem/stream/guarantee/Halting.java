package dev.tandem.stream.guarantee;

import dev.tandem.stream.file.TransactionListener;
import java.time.Duration;

/**
 * Halts a node at one of its transactions, as a kill does: before the commit all of it is gone, after the commit nothing
 * that would have followed is done.
 */
final class Halting implements TransactionListener {
    private int left = -1;
    private boolean committedFirst;

    /** Nothing that Tandem catches: a killed process catches nothing either. */
    static final class Halted extends Error {
        private static final long serialVersionUID = 1L;

        Halted(String attempt) {
            super(attempt);
        }
    }

    void after(int transactions, boolean committed) {
        left = transactions;
        committedFirst = committed;
    }

    /** Whether a halt is to come. */
    boolean isDue() {
        return left >= 0;
    }

    void never() {
        left = -1;
    }

    @Override
    public void committing(String attempt) {
        if (left == 0 && !committedFirst) {
            left = -1;
            throw new Halted(attempt);
        }
    }

    @Override
    public void committed(String attempt, Duration held) {
        if (left == 0) {
            left = -1;
            throw new Halted(attempt);
        }
        left = Math.max(-1, left - 1);
    }
}
