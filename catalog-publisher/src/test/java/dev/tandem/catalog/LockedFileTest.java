package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Another program holds the laptop's file. */
class LockedFileTest extends CatalogFixture {

    @Test
    void a_file_that_is_waited_for_is_named() throws SQLException {
        Path feed = TestCatalog.feed(folder, 0, 2);
        catalog.done(feed);
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + catalog.database);
                Statement statement = holder.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");

            TestCatalog.Ran ran = catalog.run(feed);

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).containsOnlyOnce("Waiting for another program to release " + catalog.database);
        }
    }
}
