package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.guarantee.Chronicle.Answered;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.guarantee.Chronicle.Noticed;
import dev.tandem.stream.tap.TapResult.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Nothing that was acknowledged is lost. Each tap that a phone was answered is in the server's history. Each change that
 * a script committed is an event that says just that, issued in the step in which its node looked next: content column
 * by column, a row that is gone as a removal, a verdict with its decision.
 *
 * <p>With {@link NewestWins} it follows that a tap stands or was beaten by a greater version. What a script wrote and
 * itself wrote over before any verb ran was never seen by Tandem, and is not covered.
 */
final class NothingLost implements Guarantee {
    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>();
        Set<String> history = new HashSet<>(world.server().query("SELECT event FROM tandem_history"));
        List<Answered> taps = world.chronicle.taps;
        for (Answered answered : taps.subList(world.chronicle.tapsOfALostFile, taps.size())) {
            Status status = answered.result().status();
            boolean kept = status == Status.RECORDED || status == Status.DUPLICATE || status == Status.SUPERSEDED;
            if (kept && !history.contains(answered.tap().id().toString())) {
                broken.add("the server answered " + status + " to " + answered.tap() + " and knows nothing of it");
            }
        }
        for (Noticed noticed : world.chronicle.noticed) {
            broken.addAll(missing(noticed));
        }
        return broken;
    }

    /** What a script did to a row and no event says. */
    static List<String> missing(Noticed noticed) {
        List<String> broken = new ArrayList<>();
        Columns found = noticed.found();
        Columns before = noticed.before();
        String where = " of " + noticed.key() + " on " + noticed.on();
        if (found == null) {
            require(noticed, event -> event instanceof RowEvent.Removal, "the deletion" + where, broken);
            return broken;
        }
        SyncTable table = SyncTable.named(noticed.key().table());
        Columns content = found.without(table.verdict());
        if (before == null || !content.equals(before.without(table.verdict()))) {
            require(
                    noticed,
                    event -> event instanceof RowEvent.Content row && holds(row, content, table),
                    "the content " + content + where,
                    broken);
        }
        String column = decisionColumn(noticed);
        String decision = decision(noticed, found);
        if (decision != null && (before == null || !decision.equals(before.text(column)))) {
            require(
                    noticed,
                    event -> event instanceof AssessmentRecorded recorded
                            && recorded.given().decision().text().equals(decision),
                    "the verdict " + decision + where,
                    broken);
        }
        return broken;
    }

    private static boolean holds(RowEvent.Content row, Columns content, SyncTable table) {
        Columns.Builder said = Columns.builder();
        row.columns().asMap().forEach((name, value) -> {
            if (value != null && !table.verdict().contains(name)) {
                said.put(name, value);
            }
        });
        return said.build().equals(content);
    }

    static String decisionColumn(Noticed noticed) {
        return noticed.key().values().size() == 1 ? "modesty_status" : "review_decision";
    }

    static @org.jspecify.annotations.Nullable String decision(Noticed noticed, Columns row) {
        if (noticed.key().values().size() == 2 && !"reviewed".equals(row.text("status"))) {
            return null;
        }
        return row.text(decisionColumn(noticed));
    }

    private static void require(Noticed noticed, Predicate<TandemEvent> says, String what, List<String> broken) {
        for (Issued issued : noticed.issued()) {
            if (says.test(issued.envelope().event())) {
                return;
            }
        }
        broken.add(what + " is in no event; there are " + noticed.issued());
    }
}
