package dev.tandem.laptop.selftest;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.stream.file.StreamException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a test as they happen. */
final class Steps {
    private final Output output;
    private final List<Step> done = new ArrayList<>();
    private boolean interrupted;

    Steps(Output output) {
        this.output = output;
    }

    /** One of them; of one that failed why, and what to do. */
    record Step(
            String name,
            boolean passed,
            String message,
            @Nullable String hint,
            long durationMs) {}

    /** What {@code selftest --json} answers. */
    record Answer(boolean passed, List<Step> steps) {}

    /** Work that says in a sentence what it found. */
    @FunctionalInterface
    interface Work {
        String run() throws InterruptedException;
    }

    /** Runs a step; whether it passed. */
    boolean take(String name, Work work) throws InterruptedException {
        long started = System.nanoTime();
        try {
            return add(new Step(name, true, work.run(), null, since(started)));
        } catch (UserError e) {
            return add(new Step(name, false, e.message(), e.hint(), since(started)));
        } catch (StreamException e) {
            return add(new Step(name, false, e.getMessage() + ".", e.hint(), since(started)));
        }
    }

    private boolean add(Step step) {
        done.add(step);
        String state = output.styled(step.passed() ? Style.GOOD : Style.BAD, step.passed() ? "passed" : "failed");
        output.line(state + "  " + "%-8s".formatted(step.name()) + "  " + step.message());
        if (step.hint() != null && !step.hint().isEmpty()) {
            output.line("                  " + step.hint());
        }
        return step.passed();
    }

    /** Whether the test was ended before all steps were taken. */
    void interrupted(boolean yes) {
        interrupted = yes;
    }

    boolean failed() {
        return !done.stream().allMatch(Step::passed);
    }

    boolean passed() {
        return !failed() && !interrupted;
    }

    Answer answer() {
        return new Answer(passed(), done);
    }

    private static long since(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
