package dev.tandem.service.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Commits together what many callers bring at once: one thread takes what has gathered while it wrote, and each caller is
 * answered once its part is committed. A commit costs about the same for one as for hundreds.
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final int MOST = 500;

    private final Function<List<T>, List<R>> commit;
    private final BlockingQueue<Part<T, R>> waiting = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    private GroupCommit(String name, Function<List<T>, List<R>> commit) {
        this.commit = commit;
        this.writer = new Thread(this::runUntilClosed, name);
    }

    /**
     * Starts the writer.
     *
     * @param commit commits all or nothing, and answers for each in their order
     */
    public static <T, R> GroupCommit<T, R> start(String name, Function<List<T>, List<R>> commit) {
        GroupCommit<T, R> group = new GroupCommit<>(name, commit);
        group.writer.setDaemon(true);
        group.writer.start();
        return group;
    }

    private record Part<T, R>(List<T> items, CompletableFuture<List<R>> answer) {}

    /** Returns when these are committed, perhaps together with those of others; throws what kept them from it. */
    public List<R> commit(List<T> items) {
        if (closed) {
            throw new IllegalStateException("the service is stopping");
        }
        Part<T, R> part = new Part<>(items, new CompletableFuture<>());
        waiting.add(part);
        if (!writer.isAlive() && waiting.remove(part)) {
            throw new IllegalStateException("the service has stopped");
        }
        try {
            return part.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** How many callers wait for the next commit. */
    int waiting() {
        return waiting.size();
    }

    private void runUntilClosed() {
        while (!closed || !waiting.isEmpty()) {
            try {
                runOnce(waiting.take());
            } catch (InterruptedException woken) {
                // Closed: what waits is still committed.
            }
        }
    }

    private void runOnce(Part<T, R> first) {
        List<Part<T, R>> group = new ArrayList<>(List.of(first));
        int size = first.items().size();
        for (Part<T, R> next = waiting.peek();
                next != null && size + next.items().size() <= MOST;
                next = waiting.peek()) {
            waiting.remove();
            group.add(next);
            size += next.items().size();
        }
        if (!attempt(group)) {
            // What one of them brought may be what failed: it takes no other with it.
            for (Part<T, R> each : group) {
                answerAlone(each);
            }
        }
    }

    private boolean attempt(List<Part<T, R>> group) {
        List<R> results;
        try {
            results = commit.apply(
                    group.stream().flatMap(part -> part.items().stream()).toList());
        } catch (RuntimeException | Error e) {
            return false;
        }
        int from = 0;
        for (Part<T, R> part : group) {
            int to = from + part.items().size();
            part.answer().complete(List.copyOf(results.subList(from, to)));
            from = to;
        }
        return true;
    }

    private void answerAlone(Part<T, R> part) {
        try {
            part.answer().complete(commit.apply(part.items()));
        } catch (RuntimeException | Error e) {
            part.answer().completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
