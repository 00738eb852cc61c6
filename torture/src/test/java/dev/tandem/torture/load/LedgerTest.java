package dev.tandem.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.torture.load.Ledger.Poison;
import dev.tandem.torture.load.Ledger.Synced;
import dev.tandem.torture.load.Ledger.What;
import dev.tandem.torture.load.Ledger.Written;
import dev.tandem.torture.plan.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void what_a_script_wrote_over_before_any_verb_ran_is_not_due() {
        written(What.CONTENT, "first", 10);
        written(What.CONTENT, "last", 20);
        assertThat(due()).containsExactly("last");
    }

    @Test
    void what_stood_while_a_verb_captured_is_due() {
        written(What.CONTENT, "first", 10);
        ledger.synced(new Synced(Part.LAPTOP_TWO, 12, 15));
        written(What.CONTENT, "last", 20);
        assertThat(due()).containsExactly("first", "last");
    }

    @Test
    void a_verdict_is_due_beside_the_content_unless_its_row_was_deleted_or_replaced() {
        written(What.VERDICT, "verdict", 10);
        written(What.CONTENT, "title", 20);
        assertThat(due()).containsExactlyInAnyOrder("verdict", "title");
        written(What.GONE, "removal", 30);
        assertThat(due()).containsExactly("removal");
    }

    @Test
    void a_removal_of_what_was_made_since_the_last_verb_is_not_due() {
        written(What.WHOLE, "made", 10);
        written(What.CONTENT, "changed", 20);
        written(What.GONE, "removal", 30);
        assertThat(due()).isEmpty();
        ledger.synced(new Synced(Part.LAPTOP_TWO, 32, 35));
        assertThat(due()).isEmpty();
    }

    @Test
    void a_removal_of_what_a_verb_has_seen_is_due() {
        written(What.WHOLE, "made", 10);
        ledger.synced(new Synced(Part.LAPTOP_TWO, 12, 15));
        written(What.GONE, "removal", 30);
        assertThat(due()).containsExactly("made", "removal");
    }

    @Test
    void what_was_written_after_the_copy_that_came_back_is_not_due() {
        written(What.CONTENT, "before", 10);
        written(What.CONTENT, "after", 30);
        ledger.restored(Part.LAPTOP_TWO, 20);
        assertThat(due()).containsExactly("before");
    }

    @Test
    void poison_that_laptops_may_have_passed_over_in_a_repair_is_not_asked_for() {
        ledger.poisoned(new Poison("tandem.products", 1));
        ledger.poisoned(new Poison("tandem.changes", 2));
        assertThat(ledger.poison()).hasSize(2);
        ledger.topicLost();
        assertThat(ledger.poison()).extracting(Poison::topic).containsExactly("tandem.changes");
    }

    private void written(What what, String mark, long at) {
        ledger.written(new Written(Part.LAPTOP_TWO, "url", what, mark, at, at));
    }

    private List<String> due() {
        return ledger.due().stream().map(Written::mark).toList();
    }
}
