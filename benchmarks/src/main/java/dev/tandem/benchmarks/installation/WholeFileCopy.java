package dev.tandem.benchmarks.installation;

import dev.tandem.benchmarks.Products;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the scripts did: the server's whole file is copied, the verdicts are merged by {@code ATTACH}, the whole file is
 * copied back. The copies stay on this machine, which is kinder to it than any network.
 */
final class WholeFileCopy {
    private final Path folder;

    private WholeFileCopy(Path folder) {
        this.folder = folder;
    }

    /** Of files without Tandem, of that many products. */
    static WholeFileCopy of(Path folder, int products) throws IOException, SQLException {
        WholeFileCopy copy = new WholeFileCopy(folder);
        Products.make(copy.server(), products);
        Files.copy(copy.server(), copy.ours());
        return copy;
    }

    /** The server's file. */
    Path server() {
        return folder.resolve("plain-server.db");
    }

    /** Bytes that have to travel: the file, both ways. */
    double bytes() throws IOException {
        return 2.0 * Files.size(server());
    }

    /** Copies, merges, copies back. */
    void run() throws IOException, SQLException {
        Path theirs = folder.resolve("theirs.db");
        Files.copy(server(), theirs, StandardCopyOption.REPLACE_EXISTING);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ours());
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + theirs + "' AS theirs");
            statement.executeUpdate("""
                    UPDATE products SET modesty_status = t.modesty_status, lifecycle_stage = t.lifecycle_stage,
                           assessment_status = t.assessment_status, shopify_status = t.shopify_status,
                           assessed_at = t.assessed_at, clothing_type = t.clothing_type
                      FROM theirs.products t
                     WHERE t.url = products.url AND t.assessed_at > coalesce(products.assessed_at, '')
                    """);
        }
        Files.copy(ours(), folder.resolve("back.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path ours() {
        return folder.resolve("ours.db");
    }
}
