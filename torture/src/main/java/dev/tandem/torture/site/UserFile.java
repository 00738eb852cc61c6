package dev.tandem.torture.site;

import dev.tandem.torture.plan.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A node's database, as any program opens it: a plain connection, plain SQL. */
public final class UserFile {
    private static final int PATIENCE_MS = 10_000;

    private final Part part;
    private final Path path;
    private final Path copy;
    private long copiedAt = -1;

    UserFile(Part part, Path path, Path copy) {
        this.part = part;
        this.path = path;
        this.copy = copy;
    }

    /** What is done with a connection. */
    public interface Work<T> {
        /** Does it. */
        T with(Connection connection) throws SQLException;
    }

    /** Whose it is. */
    public Part part() {
        return part;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Does something over a connection of its own, while the file stays where it is. */
    public synchronized <T> T use(Work<T> work) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            try (var patience = connection.createStatement()) {
                patience.execute("PRAGMA busy_timeout = " + PATIENCE_MS);
            }
            return work.with(connection);
        }
    }

    /** Copies it as it is, in the place of the copy before. */
    synchronized void keepCopy() throws SQLException, IOException {
        Path half = copy.resolveSibling(copy.getFileName() + ".half");
        Files.deleteIfExists(half);
        long now = System.currentTimeMillis();
        use(connection -> {
            try (var vacuum = connection.createStatement()) {
                return vacuum.execute("VACUUM INTO '" + half + "'");
            }
        });
        Files.move(half, copy, StandardCopyOption.REPLACE_EXISTING);
        copiedAt = now;
    }

    /**
     * Replaces it by its copy; no process of Tandem's may have it open.
     *
     * @return the time of the copy in milliseconds; -1 if there is none
     */
    synchronized long replaceByCopy() throws SQLException, IOException {
        if (copiedAt >= 0) {
            // What a killed process has left half done belongs to the file as it was.
            use(connection -> {
                try (var look = connection.createStatement()) {
                    return look.execute("SELECT count(*) FROM sqlite_master");
                }
            });
            for (String beside : List.of("-wal", "-shm", "-journal")) {
                Files.deleteIfExists(path.resolveSibling(path.getFileName() + beside));
            }
            Files.copy(copy, path, StandardCopyOption.REPLACE_EXISTING);
        }
        return copiedAt;
    }
}
