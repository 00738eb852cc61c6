package dev.tandem.benchmarks.installation;

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

    WholeFileCopy(Path folder) {
        this.folder = folder;
    }

    /** Bytes that have to travel: the file, both ways. */
    static double bytes(Path server) throws IOException {
        return 2.0 * Files.size(server);
    }

    /** Copies, merges into a copy of the laptop's file that {@link #prepare} has made, copies back. */
    void run(Path server) throws IOException, SQLException {
        Path theirs = folder.resolve("theirs.db");
        Files.copy(server, theirs, StandardCopyOption.REPLACE_EXISTING);
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

    /** A file of the laptop's without Tandem, which the copy merges into. */
    void prepare(Path plain) throws IOException {
        Files.copy(plain, ours(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path ours() {
        return folder.resolve("ours.db");
    }
}
