package dev.tandem.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.torture.load.Ledger.Poison;
import dev.tandem.torture.load.Ledger.Tapped;
import dev.tandem.torture.load.Ledger.What;
import dev.tandem.torture.load.Ledger.Written;
import dev.tandem.torture.plan.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check finds what is planted for it, and finds nothing where nothing is wrong. */
class ChecksTest {
    @TempDir
    Path folder;

    @Test
    void where_nothing_is_wrong_nothing_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben", "Ben");
        assertThat(site.ledger.taps()).hasSize(3);
        assertThat(site.events).hasSizeGreaterThan(3);
        for (Check check : Check.ALL) {
            assertThat(check.broken(site.evidence())).as(check.name()).isEmpty();
        }
    }

    @Test
    void an_acknowledged_tap_of_which_the_server_knows_nothing_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        String lost = site.ledger.taps().get(0).id();
        SmallSite.run(site.server, "DELETE FROM tandem_history WHERE event = '" + lost + "'");
        site.events.removeIf(event -> event.id().equals(lost));
        assertThat(new NothingLost().broken(site.evidence()))
                .singleElement()
                .asString()
                .contains(lost);
    }

    @Test
    void a_tap_that_only_a_restored_file_knew_is_found_unless_a_later_verdict_covers_it() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        for (Tapped tap : site.ledger.taps()) {
            SmallSite.run(site.server, "DELETE FROM tandem_history WHERE event = '" + tap.id() + "'");
        }
        String first = site.ledger.taps().get(0).id();
        site.ledger.restored(Part.SERVICE, 0);
        site.events.removeIf(event -> event.id().equals(first));
        assertThat(new NothingLost().broken(site.evidence())).isEmpty();

        site.events.removeIf(event -> event.id().equals(site.lastTap()));
        assertThat(new NothingLost().broken(site.evidence())).hasSize(2);
    }

    @Test
    void a_committed_row_that_no_event_tells_of_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        site.ledger.written(new Written(Part.LAPTOP_ONE, SmallSite.URL, What.CONTENT, "a title", 1, 2));
        site.ledger.written(new Written(Part.LAPTOP_TWO, SmallSite.URL, What.GONE, "a removal", 1, 2));
        assertThat(new NothingLost().broken(site.evidence())).hasSize(2);
    }

    @Test
    void an_event_that_the_server_passed_over_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        String unknown = "019a7411-6f2e-7c3a-9d51-2b1c4e8f0a77";
        site.events.add(Event.of(
                Evidence.CHANGES,
                0,
                unknown,
                "ProductListed",
                "{\"url\":\"https://shop.example/2\",\"clock\":\"2025-11-11T16:55:39.000000Z\",\"columns\":{}}",
                1));
        assertThat(new NothingLost().broken(site.evidence()))
                .singleElement()
                .asString()
                .contains(unknown);
    }

    @Test
    void a_product_of_a_catalog_run_that_is_missing_is_found_on_each_node() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        site.ledger.listed(Set.of("https://shop.example/new"));
        assertThat(new NothingLost().broken(site.evidence())).hasSize(3);
    }

    @Test
    void a_verdict_that_was_applied_twice_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        SmallSite.run(site.laptop, """
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome)
                SELECT at, subject, type, event, clock, node, outcome FROM tandem_history
                 WHERE event = '%s' AND type = 'AssessmentRecorded'
                """.formatted(site.lastTap()));
        assertThat(new AppliedOnce().broken(site.evidence()))
                .singleElement()
                .asString()
                .contains("laptop-one", site.lastTap());
    }

    @Test
    void a_conflict_that_no_inbox_has_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        SmallSite.run(site.server, "DELETE FROM tandem_conflict");
        assertThat(new NothingSilent().broken(site.evidence()))
                .singleElement()
                .asString()
                .contains(site.lastTap());
    }

    @Test
    void that_a_verdict_is_taken_back_is_no_conflict_with_it_even_where_no_record_says_so() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        SmallSite.run(site.server, """
                INSERT INTO tandem_history (at, subject, type, event, clock, node, outcome, verdict)
                SELECT at, subject, 'AssessmentRetracted', '019a7411-6f2e-7c3a-9d51-2b1c4e8f0a77', clock + 5000000, node,
                       'applied', verdict
                  FROM tandem_history WHERE type = 'AssessmentRecorded' ORDER BY seq LIMIT 1
                """);
        assertThat(new NothingSilent().broken(site.evidence())).isEmpty();
    }

    @Test
    void poison_without_a_dead_letter_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        site.ledger.poisoned(new Poison(Evidence.CHANGES, 3));
        assertThat(new NothingSilent().broken(site.evidence())).hasSize(1);
    }

    @Test
    void an_older_verdict_that_stands_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        SmallSite.run(site.laptop, "UPDATE tandem_verdict SET clock = clock - 1");
        assertThat(new NewestStands().broken(site.evidence()))
                .singleElement()
                .asString()
                .contains("laptop-one", site.lastTap());
    }

    @Test
    void a_row_that_shows_something_else_than_what_stands_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada", "Ben");
        SmallSite.run(site.laptop, "UPDATE products SET modesty_status = 'modest', title = 'Another'");
        assertThat(new NewestStands().broken(site.evidence())).hasSize(2);
    }

    @Test
    void a_product_that_is_missing_on_all_nodes_alike_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        for (Path file : List.of(site.server, site.laptop, site.other)) {
            SmallSite.run(file, "DELETE FROM products");
        }
        assertThat(new NewestStands().broken(site.evidence())).hasSize(3).allMatch(what -> what.contains("is missing"));
    }

    @Test
    void a_product_that_was_removed_and_is_there_on_all_nodes_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        site.events.add(removalAt("2025-11-07T09:03:41.000000Z"));
        assertThat(new NewestStands().broken(site.evidence()))
                .as("the verdict is later than that removal")
                .isEmpty();
        site.events.add(removalAt("2099-01-01T00:00:00.000000Z"));
        assertThat(new NewestStands().broken(site.evidence()))
                .hasSize(3)
                .allMatch(what -> what.contains("was removed"));
    }

    private static Event removalAt(String clock) {
        return Event.of(
                Evidence.PRODUCTS,
                90,
                UUID.randomUUID().toString(),
                "ProductRemoved",
                "{\"url\":\"" + SmallSite.URL + "\",\"clock\":\"" + clock + "\"}",
                1);
    }

    @Test
    void a_verdict_that_was_taken_back_and_stands_is_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        site.ledger.undone(site.lastTap());
        assertThat(new NewestStands().broken(site.evidence())).hasSize(3);
    }

    @Test
    void databases_that_differ_and_what_was_left_to_send_are_found() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        SmallSite.run(site.laptop, "UPDATE products SET price = 7");
        SmallSite.run(
                site.laptop,
                "INSERT INTO tandem_outbox (event, node, time, type, topic, value) VALUES ('e', 'n', 1, 't', 'CHANGES', '')");
        List<String> broken = new AllAlike().broken(site.evidence());
        assertThat(broken).hasSize(2);
        assertThat(broken.get(0)).contains("laptop-one", "price=7");
        assertThat(broken.get(1)).contains("laptop-one", "left to send");
    }

    @Test
    void what_the_server_keeps_after_it_was_sent_is_not_left_to_send() throws Exception {
        SmallSite site = SmallSite.with(folder, "Ada");
        SmallSite.run(
                site.server,
                "INSERT INTO tandem_outbox (event, node, time, type, topic, value) VALUES ('" + site.lastTap()
                        + "', 'n', 1, 't', 'ASSESSMENTS', '')");
        assertThat(new AllAlike().broken(site.evidence())).isEmpty();
    }
}
