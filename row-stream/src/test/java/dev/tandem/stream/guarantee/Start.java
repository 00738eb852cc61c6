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
    /** Nothing. */
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
                    + " WHERE id = (SELECT min(id) FROM assessment_queue)");

    /** The real file, if this machine has it. */
    static Optional<Path> realFile() {
        return Optional.of(Path.of(System.getProperty("tandem.shared.data", "."), "products-2025-11-12.db"))
                .filter(Files::exists);
    }

    byte[] file(Who who) {
        boolean real = this == REAL && (who == Who.SERVER || who == Who.ONE);
        return ADOPTED.computeIfAbsent(real + " " + who.role, key -> adopted(real, who.role));
    }

    private static byte[] adopted(boolean real, Role role) {
        try {
            Path folder = Files.createTempDirectory("tandem-start");
            Path file = folder.resolve("start.db");
            if (real) {
                Files.write(file, Files.readAllBytes(realFile().orElseThrow()));
                cut(file);
            }
            try (SyncedFile made = SyncedFile.openOrCreate(file)) {
                Adoption.openOrCreate(made, role, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
            }
            byte[] known = Files.readAllBytes(file);
            Folders.delete(folder);
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cut(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String cut : PART) {
                statement.execute(cut);
            }
            statement.execute("VACUUM");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
