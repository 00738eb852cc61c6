package dev.tandem.service.access;

import dev.tandem.service.sqlite.SqliteUrl;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** The database of reviewers and devices beside the synced one. It never leaves the server. */
public final class AccessDatabase {
    private static final String FILE = "access.db";

    private AccessDatabase() {}

    /**
     * Makes the database if there is none, readable by its owner only, and brings its tables up to date.
     *
     * @param serverFolder the server's part of the data folder; made if absent
     * @return the database's file
     */
    public static Path prepare(Path serverFolder) throws IOException {
        Files.createDirectories(serverFolder);
        Path file = serverFolder.resolve(FILE);
        createForOwnerOnly(file);
        migrate(file);
        return file;
    }

    /** A connection of its own to the database, made as by {@link #prepare}. */
    public static Connection open(Path serverFolder) throws IOException, SQLException {
        return DriverManager.getConnection(SqliteUrl.own(prepare(serverFolder)));
    }

    private static void createForOwnerOnly(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            return;
        }
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        try {
            // SQLite gives the files beside the database (-wal, -shm) the database's own permissions.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (FileAlreadyExistsException thereAlready) {
            Files.setPosixFilePermissions(file, ownerOnly);
        }
    }

    private static void migrate(Path file) {
        Flyway.configure()
                .dataSource(SqliteUrl.own(file), null, null)
                .locations("classpath:access")
                .load()
                .migrate();
    }
}
