package dev.tandem.laptop.undo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.file.SoleUse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndoTest extends BrokerTest {
    private static final String[] ADAS_MORNING = {
        "--reviewer", "Ada", "--from", "2026-01-05 09:00", "--to", "2026-01-05 12:00", "--json"
    };

    private Database laptop;

    @BeforeEach
    void adopt() {
        laptop = Database.tiny(folder.resolve("products.db"));
        Verb.run("adopt", laptop.toString());
    }

    @Test
    void the_verdicts_of_a_morning_are_taken_back_everywhere_and_no_others() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/1", Decision.MODEST, "2026-01-05T10:00:00");
            server.verdict("https://a.example/3", Decision.MODEST, "2026-01-05T11:00:00");
            server.verdict("https://a.example/2", Decision.MODEST, "2026-01-05T13:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.start();

            JsonNode tried = undo("--dry-run").json(0);
            assertThat(tried.path("found").asInt()).isEqualTo(2);
            assertThat(tried.path("retracted").asInt()).isZero();
            assertThat(undo().exitCode()).as("nobody said yes").isEqualTo(2);
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("0");
            JsonNode done = undo("--yes").json(0);
            server.stop();

            assertThat(done.path("retracted").asInt()).isEqualTo(2);
            for (Database each : List.of(laptop, server.database())) {
                assertThat(each.query("SELECT url FROM products WHERE modesty_status = 'modest'"))
                        .containsExactly("https://a.example/2");
                assertThat(each.one("SELECT status FROM assessment_queue")).isEqualTo("pending");
            }
            assertThat(undo("--yes").json(0).path("found").asInt()).isZero();
        }
    }

    @Test
    void what_was_decided_in_that_time_before_is_taken_back_in_its_turn_and_what_was_decided_earlier_stands_again() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/1", Decision.MODERATELY_MODEST, "2026-01-04T10:00:00");
            server.verdict("https://a.example/1", Decision.MODEST, "2026-01-05T10:00:00");
            server.verdict("https://a.example/1", Decision.NOT_MODEST, "2026-01-05T10:00:01");
            verb(laptop, "sync", "--yes");
            server.start();

            JsonNode done = undo("--yes").json(0);
            server.stop();

            assertThat(done.path("found").asInt()).isEqualTo(2);
            assertThat(done.path("retracted").asInt()).isEqualTo(2);
            for (Database each : List.of(laptop, server.database())) {
                assertThat(each.one("SELECT modesty_status FROM products WHERE url = 'https://a.example/1'"))
                        .isEqualTo("moderately_modest");
            }
        }
    }

    @Test
    void a_verdict_that_another_has_followed_stays_and_offline_the_request_waits() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/1", Decision.MODEST, "2026-01-05T10:00:00");
            server.verdict("https://a.example/3", Decision.MODEST, "2026-01-05T11:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
            takeBrokerAway();
            JsonNode offline = undo("--yes").json(3);
            bringBrokerBack();
            assertThat(offline.path("underWay").asInt()).isEqualTo(2);
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("2");

            server.verdict("https://a.example/1", Decision.NOT_MODEST, "2026-01-06T10:00:00");
            server.start();
            verb(laptop, "sync", "--yes");
            server.stop();

            assertThat(laptop.one("SELECT modesty_status FROM products WHERE url = 'https://a.example/1'"))
                    .isEqualTo("not_modest");
            assertThat(laptop.one("SELECT status FROM assessment_queue")).isEqualTo("pending");
        }
    }

    @Test
    void beside_a_watch_the_request_is_left_to_it() {
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            server.verdict("https://a.example/1", Decision.MODEST, "2026-01-05T10:00:00");
            verb(laptop, "sync", "--yes", "--json").json(0);
        }
        try (SoleUse watch = SoleUse.take(laptop.path(), "watch")) {
            JsonNode left = undo("--yes", "--laptop-answer-within", "1ms").json(3);

            assertThat(watch).isNotNull();
            assertThat(left.path("underWay").asInt()).isEqualTo(1);
            assertThat(laptop.one("SELECT type FROM tandem_outbox")).contains("AssessmentRetracted");
        }
    }

    @Test
    void a_reviewer_that_is_not_known_and_a_time_that_is_none_are_said() {
        JsonNode nobody = undo("--yes").json(1);
        assertThat(nobody.path("error").asText()).contains("No verdict of Ada stands");
        Verb wrong = verb(laptop, "undo", "--reviewer", "Ada", "--from", "yesterday", "--to", "2026-01-05");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--from yesterday is no time");
    }

    private Verb undo(String... further) {
        List<String> all = new java.util.ArrayList<>(List.of(ADAS_MORNING));
        all.addAll(List.of(further));
        return verb(laptop, "undo", all.toArray(String[]::new));
    }
}
