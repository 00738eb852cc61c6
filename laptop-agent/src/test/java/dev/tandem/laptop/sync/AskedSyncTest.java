package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.stream.file.SoleUse;
import org.junit.jupiter.api.Test;

/** A sync that asks first, goes one way only, or is refused. */
class AskedSyncTest extends SyncFixture {
    @Test
    void one_way_only_is_one_way_only() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            JsonNode pull =
                    verb(laptop, "sync", "--yes", "--json", "--pull-only").json(0);
            assertThat(pull.path("sent").asInt()).isZero();
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("3");

            JsonNode push =
                    verb(laptop, "sync", "--yes", "--json", "--push-only").json(0);
            assertThat(push.path("sent").asInt()).isEqualTo(3);
            assertThat(push.path("confirmed").asInt()).isZero();
            assertThat(laptop.one("SELECT count(*) FROM tandem_offset")).isEqualTo("0");

            assertThat(verb(laptop, "sync", "--yes", "--pull-only", "--push-only")
                            .exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_sync_asks_first_and_no_means_no() {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            server.start();
            assertThat(verb(laptop, "sync").exitCode()).isEqualTo(2);
            Verb refused = Verb.typing("n\n", args(laptop, "sync"));
            assertThat(refused.exitCode()).isZero();
            assertThat(refused.err()).contains("From here: 3 changes", "[y/N]");
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("3");

            Verb agreed = Verb.typing("y\n", args(laptop, "sync"));
            assertThat(agreed.exitCode()).isZero();
            assertThat(agreed.out()).contains("3 changes sent");
            Verb unasked = Verb.typing("", args(laptop, "sync"));
            assertThat(unasked.out()).contains("nothing to do");
            assertThat(unasked.err()).doesNotContain("[y/N]");
        }
    }

    @Test
    void one_process_at_a_time_syncs_a_file() {
        Database laptop = adopted("products.db");
        try (SoleUse watch = SoleUse.take(laptop.path(), "watch")) {
            JsonNode refused = verb(laptop, "sync", "--yes", "--json").json(1);

            assertThat(watch).isNotNull();
            assertThat(refused.path("error").asText()).contains("andem watch (process ", "is at work on " + laptop);
            assertThat(Verb.run("adopt", laptop.toString(), "--undo", "--json")
                            .json(1)
                            .path("error")
                            .asText())
                    .contains("is at work on");
            assertThat(laptop.one("SELECT count(*) FROM tandem_outbox")).isEqualTo("3");
        }
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
        }
        Verb.run("adopt", laptop.toString(), "--undo", "--json").json(0);
        assertThat(folder.resolve("products.db.tandem-lock")).doesNotExist();
    }

    @Test
    void a_file_that_was_never_adopted_is_left_alone() {
        Database tiny = Database.tiny(folder.resolve("products.db"));
        String before = tiny.checksum();

        assertThat(verb(tiny, "sync", "--yes", "--json").json(1).path("hint").asText())
                .contains("./tandem adopt");
        JsonNode status = verb(tiny, "status", "--json").json(3);

        assertThat(status.path("advice").asText()).contains("./tandem adopt " + tiny);
        assertThat(status.path("pending").asInt()).isEqualTo(1);
        assertThat(tiny.checksum()).isEqualTo(before);
    }

    @Test
    void a_path_where_nothing_is_is_said_and_nothing_is_made_there_without_a_broker() {
        Database mistyped = new Database(folder.resolve("prodcuts/products.db"));
        takeBrokerAway();
        try {
            JsonNode away = verb(mistyped, "sync", "--yes", "--json").json(1);
            assertThat(away.path("error").asText()).contains("There is no database " + mistyped, "none was made");
            assertThat(verb(mistyped, "watch").err()).contains("There is no database " + mistyped);
            assertThat(folder).isEmptyDirectory();
        } finally {
            bringBrokerBack();
        }
        assertThat(verb(mistyped, "sync", "--yes").err()).contains("makes a new one there");
        assertThat(mistyped.path()).exists();
        assertThat(mistyped.path().resolveSibling("tandem-backups")).doesNotExist();
    }
}
