package dev.tandem.laptop.connection;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work beside other work, each on a thread of its own that keeps no process alive; a shared pool may have but one. */
public final class Aside {
    private Aside() {}

    /** Starts the work. */
    public static <T> CompletableFuture<T> start(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, command -> {
            Thread thread = new Thread(command, name);
            thread.setDaemon(true);
            thread.start();
        });
    }
}
