package dev.tandem.laptop.doctor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a person waits for what may never answer. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private Patience() {}

    static List<Check> wait(CompletableFuture<List<Check>> checks, String name) {
        try {
            return checks.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return List.of(Check.attention(
                    name, "It has not answered within " + LONGEST.toSeconds() + " s.", "Check the connection."));
        } catch (ExecutionException e) {
            return List.of(Check.failed(name, "Looking at it failed: " + e.getCause() + ".", "Run it with --debug."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Check.skipped(name, "interrupted"));
        }
    }
}
