package dev.tandem.cli.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (and a plain kill) for a verb that must leave things whole. The JVM's end waits, within a grace time, until the
 * verb has closed the signal, so the verb leaves through its own {@code finally}:
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.install(Duration.ofSeconds(10))) {
 *     while (!stop.await(Duration.ofSeconds(1))) {
 *         runOnce();
 *     }
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch system = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Duration grace) {
        hook = new Thread(() -> waitForTheVerb(grace), "stop-signal");
    }

    /** From now on a stop waits for {@link #close}, but not longer than the grace time. */
    public static StopSignal install(Duration grace) {
        StopSignal signal = new StopSignal(grace);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether the process was asked to stop. */
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Whether the system asked for it, as with Ctrl-C, rather than {@link #request}. */
    public boolean byTheSystem() {
        return system.getCount() == 0;
    }

    /** Waits until the system asks for a stop, or the time is up; whether it did. */
    public boolean byTheSystemWithin(Duration atMost) throws InterruptedException {
        return system.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the process is asked to stop, or the time is up; whether it was asked to. */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the process is asked to stop. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /** Runs something as soon as a stop is asked for, such as waking up a consumer. */
    public void onRequest(Runnable wakeUp) {
        Thread waker = new Thread(
                () -> {
                    try {
                        requested.await();
                        wakeUp.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-signal-waker");
        waker.setDaemon(true);
        waker.start();
    }

    /** Asks for a stop from within. */
    public void request() {
        requested.countDown();
    }

    /** All is whole: the process may end. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs, and has just been released.
        }
    }

    private void waitForTheVerb(Duration grace) {
        system.countDown();
        requested.countDown();
        try {
            closed.await(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
