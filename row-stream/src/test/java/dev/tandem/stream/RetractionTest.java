package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.register.History.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verdict that is taken back. */
class RetractionTest extends ActsFixture {
    private static final String OF_RETRACTIONS =
            "SELECT outcome FROM tandem_history WHERE type = 'AssessmentRetracted' ORDER BY seq";

    @Test
    void a_retraction_waits_for_the_server_and_restores_what_nobody_has_taken_back() {
        server.merge(List.of(bobs, adas));
        laptop.merge(server.sent());
        assertThat(status(laptop)).isEqualTo("not_modest");
        retract(laptop);
        assertThat(status(laptop)).isEqualTo("not_modest");
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(status(server)).isEqualTo("modest");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
        assertThat(laptop.one("SELECT count(*) FROM tandem_conflict"))
                .as("what is taken back is in conflict with nothing")
                .isEqualTo("0");
        retract(laptop);
        server.merge(laptop.sent());
        laptop.merge(server.sent());
        assertThat(server.one("SELECT lifecycle_stage FROM products")).isEqualTo("pending_assessment");
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
        assertThat(laptop.capture().events() + server.capture().events()).isZero();
    }

    @Test
    void a_retraction_of_what_stands_no_more_does_nothing_and_one_that_is_repeated_does_it_once() {
        server.merge(List.of(adas));
        laptop.merge(server.sent());
        retract(laptop);
        List<Envelope> asked = laptop.sent();
        server.merge(List.of(bobs));
        assertThat(server.merge(asked).get(0).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(status(server)).isEqualTo("not_modest");
        laptop.merge(server.sent());
        assertThat(laptop.query(OF_RETRACTIONS)).containsExactly("asked", "superseded");
        retract(laptop);
        List<Envelope> again = laptop.sent();
        List<MergeResult> results = server.merge(List.of(again.get(0), again.get(0)));
        assertThat(results).extracting(MergeResult::outcome).containsExactly(Outcome.APPLIED, Outcome.CONFIRMED);
        assertThat(status(server)).isEqualTo("modest");
        laptop.merge(server.sent());
        assertThat(laptop.query(OF_RETRACTIONS)).containsExactly("asked", "superseded", "asked", "applied");
    }

    @Test
    void a_retraction_beats_no_verdict_given_since_the_one_that_it_names() {
        server.merge(List.of(adas));
        retract(server);
        server.merge(List.of(bobs));
        assertThat(status(server)).isEqualTo("not_modest");
        assertConverged();
    }

    @Test
    void what_scripts_made_of_a_verdict_loses_to_its_retraction() {
        server.merge(List.of(adas));
        laptop.merge(server.sent());
        for (String status : List.of("draft", "published", "archived")) {
            laptop.script("UPDATE products SET shopify_status = ?", status);
            laptop.capture();
        }
        retract(server);
        server.merge(laptop.sent());
        assertThat(server.one("SELECT lifecycle_stage FROM products")).isEqualTo("pending_assessment");
        assertConverged();
    }
}
