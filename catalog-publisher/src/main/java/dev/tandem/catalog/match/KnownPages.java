package dev.tandem.catalog.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The rows of a table, page by page. One is read at a time; what is most of the work, comparing them, is done by all
 * processors at once. What was found is taken by the thread that asks, in the order of the pages, so that it does not
 * depend on which of them was ready first.
 */
final class KnownPages {
    private static final int MOST_THREADS = 4;

    private KnownPages() {}

    /** Some rows, and up to which one they were read: as far as before if there are no more. */
    record Page(long readTo, List<KnownTable.Row> rows) {}

    /**
     * Reads all pages by a function that reads the one behind a row; answers up to which row.
     *
     * @param compare is called by several threads
     */
    static <T> long forEach(LongFunction<Page> read, Function<Page, T> compare, Consumer<T> take) {
        int threads = Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, KnownPages::thread);
        Deque<CompletableFuture<T>> compared = new ArrayDeque<>();
        try {
            long readTo = Long.MIN_VALUE;
            Page page = read.apply(readTo);
            while (page.readTo() > readTo) {
                readTo = page.readTo();
                long behind = readTo;
                Page it = page;
                CompletableFuture<Page> next = CompletableFuture.supplyAsync(() -> read.apply(behind), pool);
                compared.add(CompletableFuture.supplyAsync(() -> compare.apply(it), pool));
                if (compared.size() > threads) {
                    take.accept(compared.remove().join());
                }
                page = next.join();
            }
            while (!compared.isEmpty()) {
                take.accept(compared.remove().join());
            }
            return readTo;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "known products");
        thread.setDaemon(true);
        return thread;
    }
}
