package dev.tandem.catalog.match;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The products of a table, page by page. While a page is used the next one is read by another thread, which is half of the
 * work; the pages are used by the one that asks, in their order.
 */
final class KnownPages {
    private KnownPages() {}

    /** Some products, and up to which row they were read: as far as before if there are no more. */
    record Page(long readTo, List<Known> products) {
        static Page behind(long row) {
            return new Page(row, new ArrayList<>());
        }
    }

    /** Reads all pages by a function that reads the one behind a row; answers up to which row. */
    static long forEach(LongFunction<Page> read, Consumer<Page> use) {
        ExecutorService reader = Executors.newSingleThreadExecutor(KnownPages::thread);
        try {
            long readTo = Long.MIN_VALUE;
            Page page = read.apply(readTo);
            while (page.readTo() > readTo) {
                readTo = page.readTo();
                long behind = readTo;
                CompletableFuture<Page> next = CompletableFuture.supplyAsync(() -> read.apply(behind), reader);
                use.accept(page);
                page = next.join();
            }
            return readTo;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            reader.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "known products");
        thread.setDaemon(true);
        return thread;
    }
}
