package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTest extends SyncFixture {
    @Test
    void the_real_file_goes_out_and_verdicts_come_in_as_status_says() {
        Database laptop = Database.real("products-2025-11-12.db", folder);
        long published = Verb.run(
                        "adopt", laptop.toString(), "--json", "--bootstrap-servers", kafka().bootstrapServers())
                .json(0)
                .path("toPublish")
                .asLong();
        try (Server server = server()) {
            JsonNode before = verb(laptop, "status", "--json").json(3);
            assertThat(before.path("outgoing").path("rows").asLong()).isEqualTo(published);
            assertThat(before.path("outgoing").path("follows").asLong()).isEqualTo(1);
            assertThat(before.path("incoming").path("events").asLong()).isZero();
            assertThat(before.path("pending").asInt()).isEqualTo(64);

            server.start();
            JsonNode pushed = verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            assertThat(pushed.path("sent").asLong()).isEqualTo(published);
            assertThat(pushed.path("confirmed").asLong()).isEqualTo(published);
            // The server makes the product of the one queue row that is reviewed and has none.
            assertThat(pushed.path("applied").asLong()).isEqualTo(1);
            assertThat(pushed.path("underWay").asLong()).isZero();
            assertThat(verb(laptop, "status", "--json").json(0).path("inSync").asBoolean())
                    .isTrue();

            List<String> urls = laptop.query(
                    "SELECT product_url FROM assessment_queue WHERE status = 'pending' ORDER BY id LIMIT 3");
            for (String url : urls) {
                server.verdict(url, Decision.MODEST, "2026-01-05T10:01:00");
            }
            String untouched = laptop.checksum();
            JsonNode waiting = verb(laptop, "status", "--json").json(3);
            assertThat(laptop.checksum()).isEqualTo(untouched);
            assertThat(waiting.path("incoming").path("wouldApply").asInt()).isEqualTo(6);
            assertThat(waiting.path("incoming").path("recent")).hasSize(3);
            assertThat(waiting.path("incoming").path("recent").findValuesAsText("url"))
                    .containsExactlyInAnyOrderElementsOf(urls);
            assertThat(waiting.path("incoming")
                            .path("recent")
                            .get(0)
                            .path("title")
                            .asText())
                    .isNotBlank();
            assertThat(waiting.path("incoming")
                            .path("recent")
                            .get(0)
                            .path("reviewer")
                            .asText())
                    .isEqualTo("Ada");

            JsonNode pulled = verb(laptop, "sync", "--yes", "--json").json(0);
            assertThat(pulled.path("applied").asInt()).isEqualTo(6);
            assertThat(pulled.path("merged").asInt()).isEqualTo(3);
            assertThat(pulled.path("sent").asInt()).isZero();
            assertThat(laptop.query("SELECT assessed_at FROM products WHERE url = ?", urls.get(0)))
                    .containsExactly("2026-01-05T10:01:00");
            JsonNode after = verb(laptop, "status", "--json").json(0);
            assertThat(after.path("lastSync").path("merged").asInt()).isEqualTo(3);
            assertThat(after.path("pending").asInt()).isEqualTo(61);
        }
    }

    @Test
    void a_new_laptop_gets_all_that_the_server_has() {
        Database old = adopted("old.db");
        try (Server server = server()) {
            server.start();
            verb(old, "sync", "--yes", "--json").json(0);
            Database fresh = new Database(folder.resolve("new/folder/products.db"));

            assertThat(verb(fresh, "status", "--json").json(3).path("incoming").isNull())
                    .isTrue();
            assertThat(fresh.path()).doesNotExist();
            JsonNode answer = verb(fresh, "sync", "--yes", "--json").json(0);

            assertThat(answer.path("applied").asInt()).isEqualTo(3);
            assertThat(fresh.query("SELECT title FROM products ORDER BY url"))
                    .containsExactly("Blue dress", "Red dress");
            assertThat(fresh.query("SELECT product_url FROM assessment_queue")).containsExactly("https://a.example/3");
        }
    }

    @Test
    void nothing_to_do_leaves_no_receipt_and_no_trace() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            long receipts = records(Topic.SYNC_RECEIPTS);
            String before = laptop.checksum();

            JsonNode answer = verb(laptop, "sync", "--yes", "--json").json(0);

            assertThat(receipts).isEqualTo(1);
            assertThat(records(Topic.SYNC_RECEIPTS)).isEqualTo(1);
            assertThat(laptop.checksum()).isEqualTo(before);
            assertThat(answer.path("sent").asInt() + answer.path("applied").asInt())
                    .isZero();
        }
    }

    @Test
    void nothing_is_pushed_after_a_failed_pull() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            deleteTopics();
            laptop.run("UPDATE products SET price = 99 WHERE title = 'Blue dress'");

            JsonNode status = verb(laptop, "status", "--json").json(3);
            assertThat(status.path("incoming").isNull()).isTrue();
            assertThat(status.path("advice").asText()).contains("would stop", "is gone");
            JsonNode gone = verb(laptop, "sync", "--yes", "--json").json(1);
            assertThat(gone.path("error").asText()).contains("is gone since");
            try (Server other = Server.create(folder.resolve("other.db"), kafka())) {
                other.runOnce();
            }
            JsonNode anew = verb(laptop, "sync", "--yes", "--json").json(1);
            assertThat(anew.path("error").asText()).contains("made anew");

            assertThat(records(Topic.CHANGES)).isZero();
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("1");
        }
    }

    @Test
    void what_the_server_has_not_answered_for_is_under_way() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            JsonNode sent = verb(laptop, "sync", "--yes", "--json", "--laptop-answer-within", "1ms")
                    .json(3);
            assertThat(sent.path("sent").asInt()).isEqualTo(3);
            assertThat(sent.path("underWay").asInt()).isEqualTo(3);
            Verb again = verb(laptop, "sync", "--yes", "--laptop-answer-within", "1ms");
            assertThat(again.exitCode()).isEqualTo(3);
            assertThat(again.out())
                    .contains("the server has not answered yet for what was sent before", "./tandem doctor")
                    .doesNotContain("In step");

            server.runOnce();
            JsonNode status = verb(laptop, "status", "--json").json(0);
            assertThat(status.path("incoming").path("events").asInt()).isEqualTo(3);
            assertThat(status.path("incoming").path("wouldConfirm").asInt()).isEqualTo(3);
            assertThat(verb(laptop, "sync", "--yes", "--json")
                            .json(0)
                            .path("confirmed")
                            .asInt())
                    .isEqualTo(3);
            assertThat(verb(laptop, "status", "--json")
                            .json(0)
                            .path("incoming")
                            .path("events")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void a_conflict_is_told_by_status_and_calls_for_attention() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            String url = "https://a.example/3";
            laptop.run("UPDATE assessment_queue SET status = 'reviewed', review_decision = 'not_modest',"
                    + " reviewed_at = '2026-01-05 09:00:00', reviewed_by = 'Ben'");
            server.verdict(url, Decision.MODEST, "2026-01-05T10:00:00");

            JsonNode status = verb(laptop, "status", "--json").json(3);
            assertThat(status.path("incoming").path("wouldConflict").asInt()).isEqualTo(1);
            assertThat(status.path("outgoing").path("rows").asInt()).isEqualTo(1);
            assertThat(laptop.one("SELECT count(*) FROM tandem_conflict")).isEqualTo("0");
            server.start();
            JsonNode synced = verb(laptop, "sync", "--yes", "--json").json(3);
            server.stop();
            assertThat(synced.path("conflicts").asInt()).isEqualTo(1);
            assertThat(laptop.one("SELECT review_decision FROM assessment_queue"))
                    .isEqualTo("modest");
            JsonNode after = verb(laptop, "status", "--json").json(0);
            assertThat(after.path("conflicts").asInt())
                    .as("the policy has settled it")
                    .isZero();
            assertThat(after.path("lastSync").path("conflicts").asInt()).isEqualTo(1);
            assertThat(after.path("advice").asText()).contains("conflicts list");
        }
    }

    @Test
    void a_new_laptop_keeps_the_conflicts_of_the_past_and_is_not_called_to_them() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/3", Decision.MODEST, "2026-01-05T10:00:00");
            server.verdict("https://a.example/3", Decision.NOT_MODEST, "2026-01-05T11:00:00");

            Database fresh = new Database(folder.resolve("fresh.db"));
            JsonNode synced = verb(fresh, "sync", "--yes", "--json").json(0);
            assertThat(synced.path("conflicts").asInt()).isZero();
            assertThat(fresh.one("SELECT count(*) FROM tandem_conflict")).isEqualTo("1");
        }
    }

    @Test
    void a_merge_from_elsewhere_makes_one_copy_a_day() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            assertThat(verb(laptop, "sync", "--yes", "--json")
                            .json(0)
                            .path("backup")
                            .isNull())
                    .isTrue();
            server.stop();
            forgetCopies();
            server.verdict("https://a.example/1", Decision.MODEST, "2026-01-05T10:00:00");
            JsonNode first = verb(laptop, "sync", "--yes", "--json").json(0);
            server.verdict("https://a.example/2", Decision.MODEST, "2026-01-05T10:00:00");
            JsonNode second = verb(laptop, "sync", "--yes", "--json").json(0);

            Database copy = new Database(Path.of(first.path("backup").asText()));
            assertThat(copy.one("SELECT count(*) FROM products WHERE modesty_status = 'modest'"))
                    .isEqualTo("0");
            assertThat(second.path("backup").isNull()).isTrue();
        }
    }

    private void forgetCopies() {
        java.io.File[] copies = folder.resolve("tandem-backups").toFile().listFiles();
        assertThat(copies).isNotEmpty();
        for (java.io.File copy : copies) {
            assertThat(copy.delete()).isTrue();
        }
    }
}
