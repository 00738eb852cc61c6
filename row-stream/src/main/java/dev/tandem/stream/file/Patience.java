package dev.tandem.stream.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.sqlite.BusyHandler;

/**
 * Waits for a file that another program has locked, as SQLite's busy timeout does, and has it told if that takes long. Once
 * a connection: who goes on trying has said so.
 */
final class Patience extends BusyHandler {
    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 10;

    private final Path file;
    private final Duration longest;
    private final Consumer<Path> teller;
    private long since;
    private boolean told;

    private Patience(Path file, Duration longest, Consumer<Path> teller) {
        this.file = file;
        this.longest = longest;
        this.teller = teller;
    }

    /** Has this connection wait at most that long for its file, and tell if it waits for more than a second. */
    static void of(Connection connection, Path file, Duration longest, Consumer<Path> teller) throws SQLException {
        BusyHandler.setHandler(connection, new Patience(file, longest, teller));
    }

    @Override
    protected int callback(int triesBefore) {
        long now = System.nanoTime();
        if (triesBefore == 0) {
            since = now;
        }
        if (now - since >= longest.toNanos()) {
            return 0;
        }
        if (!told && now - since >= SILENT.toNanos()) {
            told = true;
            teller.accept(file);
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
