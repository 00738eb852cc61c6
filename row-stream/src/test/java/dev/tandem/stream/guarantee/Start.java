package dev.tandem.stream.guarantee;

import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the nodes' files hold when a history begins. A file is adopted once for each role, and copied from then on. */
enum Start {
    /** Nothing, but for the server and a laptop in tables that also hold catalogs. */
    EMPTY,
    /** The server and a laptop have adopted copies of a part of a real file; the other laptop is new. */
    REAL;

    private static final Map<String, byte[]> ADOPTED = new ConcurrentHashMap<>();

    /** A part of the rows, of which some have the urls that scripts and phones are about. */
    private static final List<String> PART = List.of(
            "DELETE FROM products WHERE id % 40 <> 1 AND title <> 'Parse Error' AND retailer IS NOT NULL",
            "DELETE FROM assessment_queue WHERE id % 8 <> 1",
            "DELETE FROM catalog_products WHERE id % 40 <> 1",
            "UPDATE products SET url = 'https://shop.example/1' WHERE id = (SELECT min(id) FROM products)",
            "UPDATE products SET url = 'https://shop.example/2' WHERE id = (SELECT max(id) FROM products)",
            "UPDATE assessment_queue SET product_url = 'https://shop.example/3'"
                    + " WHERE id = (SELECT min(id) FROM assessment_queue)",
            "VACUUM");

    private static final List<String> FURTHER = List.of(
            "CREATE TABLE catalog_products (id INTEGER PRIMARY KEY AUTOINCREMENT, catalog_url TEXT NOT NULL,"
                    + " retailer TEXT NOT NULL, category TEXT NOT NULL, title TEXT, price,"
                    + " discovered_date DATE NOT NULL)",
            "CREATE TABLE catalog_baselines (id INTEGER PRIMARY KEY AUTOINCREMENT, retailer TEXT NOT NULL,"
                    + " category TEXT NOT NULL, baseline_date DATE NOT NULL, total_products_seen INTEGER NOT NULL,"
                    + " UNIQUE (retailer, category, baseline_date))",
            "CREATE TABLE catalog_monitoring_runs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT UNIQUE NOT NULL,"
                    + " run_type TEXT NOT NULL, retailer TEXT, max_pages INTEGER)");

    /** The real file, if this machine has it. */
    static Optional<Path> realFile() {
        return Optional.of(Path.of(System.getProperty("tandem.shared.data", "."), "products-2025-11-12.db"))
                .filter(Files::exists);
    }

    byte[] file(Who who) {
        boolean grown = who == Who.SERVER || who == Who.ONE;
        String key = who.role + (grown ? " " + this : "");
        return ADOPTED.computeIfAbsent(key, absent -> adopted(who.role, grown));
    }

    private byte[] adopted(Role role, boolean grown) {
        try {
            Path folder = Files.createTempDirectory("tandem-start");
            Path file = folder.resolve("start.db");
            if (grown && this == REAL) {
                Files.write(file, Files.readAllBytes(realFile().orElseThrow()));
                script(file, PART);
            } else if (grown) {
                script(file, bareTables(folder.resolve("bare.db")));
                script(file, FURTHER);
            }
            adopt(file, role);
            byte[] known = Files.readAllBytes(file);
            Folders.delete(folder);
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void adopt(Path path, Role role) {
        try (SyncedFile file = SyncedFile.openOrCreate(path)) {
            Adoption.openOrCreate(file, role, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
        }
    }

    /** The tables that Tandem makes in a new file. */
    private static List<String> bareTables(Path path) {
        adopt(path, Role.LAPTOP);
        try (SyncedFile file = SyncedFile.open(path)) {
            return file.read(
                    "read",
                    sql -> sql.all(
                            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name IN ('products',"
                                    + " 'assessment_queue')",
                            row -> row.getString(1)));
        }
    }

    private static void script(Path file, List<String> statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
