package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import org.junit.jupiter.api.Test;

/** What the server makes of verdicts from here is foretold too. */
class FollowsTest extends BrokerTest {

    @Test
    void a_product_and_a_review_that_the_server_makes_are_foretold() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            assertThat(follows(verb(laptop, "status", "--json"))).isZero();
            laptop.run("UPDATE assessment_queue SET status = 'reviewed', review_decision = 'modest'"
                    + " WHERE product_url = 'https://a.example/3'");
            laptop.run("INSERT INTO assessment_queue (product_url, retailer, review_type, product_data, status,"
                    + " review_decision) VALUES ('https://a.example/1', 'shop a', 'duplication', '{}', 'reviewed',"
                    + " 'not_duplicate')");

            assertThat(follows(verb(laptop, "status", "--json"))).isEqualTo(2);
            assertThat(verb(laptop, "status").out()).contains("then comes  2 events");
            JsonNode synced = verb(laptop, "sync", "--yes", "--json").json(0);

            assertThat(synced.path("applied").asLong()).isEqualTo(2);
            assertThat(laptop.one("SELECT title FROM products WHERE url = 'https://a.example/3'"))
                    .isEqualTo("Green dress");
            assertThat(follows(verb(laptop, "status", "--json"))).isZero();
        }
    }

    @Test
    void what_waits_in_the_outbox_of_an_adopted_file_counts_too() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        laptop.run("UPDATE assessment_queue SET status = 'reviewed', review_decision = 'modest'");
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();

        assertThat(follows(verb(laptop, "status", "--json"))).isEqualTo(1);
    }

    private static long follows(Verb status) {
        return status.json().path("outgoing").path("follows").asLong(-1);
    }
}
