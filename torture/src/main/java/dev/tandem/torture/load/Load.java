package dev.tandem.torture.load;

import dev.tandem.torture.plan.Part;
import dev.tandem.torture.site.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Phones, scripts and laptops, each at work in a thread of its own until it is told to stop. */
public final class Load {
    private final Ledger ledger;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** What is done again and again. */
    private interface Loop {
        /** Does it once; answers how many milliseconds it rests then. */
        long runOnce() throws Exception;
    }

    private Load(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Starts all of it; each draws what it does from the seed. */
    public static Load start(
            Site site, Path folder, Ledger ledger, Gate gate, long seed, Map<String, String> tokenByReviewer) {
        Load load = new Load(ledger);
        Random random = new Random(seed);
        tokenByReviewer.forEach((reviewer, token) -> load.go(
                reviewer,
                new Phone(site.serviceUrl(), reviewer, token, ledger, new Random(random.nextLong()), gate)::runOnce));
        for (Part laptop : List.of(Part.LAPTOP_ONE, Part.LAPTOP_TWO)) {
            load.go(
                    "script on " + laptop.text(),
                    new Script(site.file(laptop), ledger, new Random(random.nextLong()))::runOnce);
        }
        load.go("laptop two", new SecondLaptop(site, ledger, new Random(random.nextLong()), folder)::runOnce);
        return load;
    }

    private void go(String name, Loop loop) {
        Thread thread = new Thread(() -> run(name, loop), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(String name, Loop loop) {
        try {
            long rest = 0;
            while (!stopped.await(rest, TimeUnit.MILLISECONDS)) {
                rest = loop.runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            ledger.surprise(name + " fails: " + e);
        }
    }

    /** Lets each finish what it is at. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
