package dev.tandem.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another program holds the laptop's file. */
class LockedFileTest extends CatalogFixture {
    private static final String BY_HAND =
            "INSERT INTO products (url, title) VALUES ('https://shop.example/by-hand', 'Written by hand')";

    /** Where nobody may read, and where others may read and not write. */
    @ParameterizedTest
    @ValueSource(strings = {"BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"})
    void a_run_waits_for_it_and_then_does_all_it_has_to(String begin) throws SQLException {
        catalog.done(TestCatalog.feed(folder, 0, 2));
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + catalog.database);
                Statement statement = holder.createStatement()) {
            statement.executeUpdate(begin);
            statement.executeUpdate(BY_HAND);

            TestCatalog.Ran ran = catalog.run(
                    TestCatalog.feed(folder, 0, 10), "Waiting for another program", () -> commit(statement));

            assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.err()).containsOnlyOnce("Waiting for another program to release " + catalog.database);
            assertThat(ran.json().get("existing").asInt()).isEqualTo(2);
            assertThat(ran.json().get("new").asInt()).isEqualTo(8);
        }
        assertThat(catalog.count("products")).isEqualTo(11);
        assertThat(catalog.count("assessment_queue")).isEqualTo(10);
        assertThat(catalog.count("catalog_monitoring_runs")).isEqualTo(2);
        assertThat(catalog.one("SELECT count(*) FROM tandem_outbox WHERE key LIKE '%/by-hand%'"))
                .isEqualTo("1");
    }

    @Test
    void a_run_that_has_waited_in_vain_changes_nothing_and_can_be_done_again() throws SQLException {
        Path feed = TestCatalog.feed(folder, 0, 10);
        catalog.done(TestCatalog.feed(folder, 0, 2));
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + catalog.database);
                Statement statement = holder.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");
            statement.executeUpdate(BY_HAND);

            TestCatalog.Ran ran = catalog.run(feed);

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).containsOnlyOnce("Waiting for another program to release " + catalog.database);
            commit(statement);
        }
        assertThat(catalog.count("products")).isEqualTo(3);
        assertThat(catalog.done(feed).get("new").asInt()).isEqualTo(8);
        assertThat(catalog.count("products")).isEqualTo(11);
    }

    private static void commit(Statement statement) {
        try {
            statement.executeUpdate("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
