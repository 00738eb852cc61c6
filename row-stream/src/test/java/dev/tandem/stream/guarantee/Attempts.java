package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.guarantee.Chronicle.Emptied;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.guarantee.Chronicle.Noticed;
import dev.tandem.stream.guarantee.Halting.Halted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has nodes do something, and keeps a record of what came of it: what was noticed, issued, and went wrong. */
final class Attempts {
    private final Wire wire;
    private final Chronicle chronicle;

    Attempts(Wire wire, Chronicle chronicle) {
        this.wire = wire;
        this.chronicle = chronicle;
    }

    /** Something that a node does: it may be halted in it, and what scripts did before is looked for in what it issues. */
    <T> @Nullable T attempt(Machine machine, Supplier<T> work) {
        Map<String, Noted> found = machine.other.rows();
        T result = null;
        try {
            result = work.get();
        } catch (Halted halted) {
            machine.other.unlock();
            machine.reopen();
            wire.halted(machine);
            audit(machine);
        } catch (StreamException e) {
            if (!machine.isInTrouble()) {
                chronicle.surprises.add(machine.who + " failed: " + e);
            }
        } catch (RuntimeException e) {
            chronicle.surprises.add(machine.who + " failed: " + trace(e));
        }
        machine.other.unlock();
        List<Issued> issued = issued(machine);
        chronicle.issued.addAll(issued);
        notice(machine, found, issued, result != null);
        return result;
    }

    static List<Issued> issued(Machine machine) {
        return machine.issued().stream()
                .map(entry -> Issued.of(machine.who, entry))
                .toList();
    }

    private static String trace(RuntimeException e) {
        return e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
    }

    void audit(Machine machine) {
        if (wire instanceof FakeKafka fake) {
            chronicle.contradictions.addAll(fake.audit(machine));
        }
    }

    private void notice(Machine machine, Map<String, Noted> found, List<Issued> issued, boolean done) {
        Map<String, Noted> after = machine.other.rows();
        Set<String> all = new LinkedHashSet<>(machine.known.keySet());
        all.addAll(found.keySet());
        all.addAll(after.keySet());
        Set<Emptied> emptied = new LinkedHashSet<>();
        for (String name : all) {
            Noted before = machine.known.get(name);
            Noted now = found.get(name);
            if (!Objects.equals(before, now)) {
                RowKey key = (before != null ? before : Objects.requireNonNull(now)).key();
                List<Issued> about = new ArrayList<>(machine.looked.getOrDefault(name, List.of()));
                issued.stream().filter(event -> concerns(event, key)).forEach(about::add);
                Noticed noticed = new Noticed(machine.who, key, columns(before), columns(now), about);
                if (!done && !NothingLost.missing(noticed).isEmpty()) {
                    // It was stopped before it was done with this row, and will look again.
                    machine.looked.put(name, about);
                    verdictIsTheNodes(machine, name, before, now, after.get(name));
                    continue;
                }
                machine.looked.remove(name);
                chronicle.noticed.add(noticed);
                NothingSilent.emptied(noticed).ifPresent(emptied::add);
            }
            Noted here = after.get(name);
            if (here == null) {
                machine.known.remove(name);
            } else {
                machine.known.put(name, here);
            }
        }
        chronicle.emptied.addAll(emptied);
    }

    /** What a verdict covers, in a row that the node was not done with, may have been written by the node itself. */
    private static void verdictIsTheNodes(
            Machine machine, String name, @Nullable Noted before, @Nullable Noted found, @Nullable Noted after) {
        if (found == null || after == null) {
            return;
        }
        Set<String> verdict = SyncTable.named(found.key().table()).verdict();
        Columns covered = after.columns().only(verdict);
        if (!covered.equals(found.columns().only(verdict))) {
            Columns own = before == null ? Columns.NONE : before.columns().without(verdict);
            machine.known.put(name, new Noted(found.key(), own.overlaidBy(covered)));
        }
    }

    private static @Nullable Columns columns(@Nullable Noted row) {
        return row == null ? null : row.columns();
    }

    private static boolean concerns(Issued issued, RowKey key) {
        TandemEvent event = issued.envelope().event();
        if (event instanceof RowEvent row) {
            return row.key().equals(key);
        }
        return event instanceof AssessmentEvent verdict
                && key.values().get(0).equals(verdict.productUrl())
                && (key.values().size() == 1
                        || key.values().get(1).equals(verdict.reviewType().text()));
    }
}
