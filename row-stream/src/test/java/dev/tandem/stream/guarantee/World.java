package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.guarantee.Chronicle.Answered;
import dev.tandem.stream.guarantee.Chronicle.Asked;
import dev.tandem.stream.guarantee.Chronicle.Emptied;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.guarantee.Chronicle.Noticed;
import dev.tandem.stream.guarantee.Halting.Halted;
import dev.tandem.stream.guarantee.Machine.Noted;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Two laptops, a server and three phones, on real files; nothing happens in it but what a history says. */
final class World implements AutoCloseable {
    private static final int ROUNDS = 12;
    private static final String CLASH =
            "CREATE UNIQUE INDEX IF NOT EXISTS once ON products (coalesce(retailer, 'none'))";
    private static final String NO_CLASH = "DROP INDEX IF EXISTS once";

    final Chronicle chronicle = new Chronicle();
    final Wire wire;

    private final Path folder;
    private final Map<Who, Machine> machines = new EnumMap<>(Who.class);
    private final Map<Integer, Tap> lastTaps = new HashMap<>();
    private final SeededIds phoneIds;
    private Instant now = Histories.BEGINNING;
    private final Map<Who, Machine.Copy> copies = new EnumMap<>(Who.class);
    private boolean away;

    World(Path folder, Start start, Function<Supplier<Instant>, Wire> wires) {
        this.folder = folder;
        this.wire = wires.apply(() -> now);
        this.phoneIds = new SeededIds(Clock.fixed(now, ZoneOffset.UTC), 77);
        for (Who who : List.of(Who.SERVER, Who.ONE, Who.TWO)) {
            machines.put(who, new Machine(who, folder, () -> now, start));
            List<Issued> found = issued(machine(who));
            chronicle.issued.addAll(found);
            found.forEach(one -> chronicle.perhapsUnsent.add(one.envelope().id()));
        }
    }

    Machine machine(Who who) {
        return Objects.requireNonNull(machines.get(who));
    }

    Machine server() {
        return machine(Who.SERVER);
    }

    List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    void run(Step step) {
        if (step instanceof Step.Script it) {
            machine(it.on()).script(it.statement(), it.values());
        } else if (step instanceof Step.Remake it) {
            machine(it.on()).remake(it.table());
        } else if (step instanceof Step.Refill it) {
            machine(it.on()).refill(it.table());
        } else if (step instanceof Step.Clash it) {
            machine(it.on()).script(it.yes() ? CLASH : NO_CLASH, List.of());
        } else if (step instanceof Step.Redrive it) {
            redrive(machine(it.on()));
        } else if (step instanceof Step.Tap it) {
            tap(it);
        } else if (step instanceof Step.TapAgain it) {
            Tap last = lastTaps.get(it.phone());
            if (last != null) {
                give(last);
            }
        } else if (step instanceof Step.Capture it) {
            capture(machine(it.on()));
        } else if (step instanceof Step.Push it) {
            push(machine(it.on()), it);
        } else if (step instanceof Step.Pull it) {
            pull(machine(it.on()), it);
        } else if (step instanceof Step.Retract it) {
            retract(machine(it.on()), it);
        } else if (step instanceof Step.Keep it) {
            keep(machine(it.on()), it);
        } else {
            fault(step);
        }
        now = now.plusSeconds(step instanceof Step.Advance advance ? 1 + advance.seconds() : 1);
    }

    private void fault(Step step) {
        if (step instanceof Step.Halt it) {
            machine(it.on()).halting.after(it.transactions(), it.committed());
        } else if (step instanceof Step.Full it) {
            machine(it.on()).leaveRoomFor(it.pages());
        } else if (step instanceof Step.Room it) {
            machine(it.on()).makeRoom();
        } else if (step instanceof Step.Locked it) {
            machine(it.on()).lock();
        } else if (step instanceof Step.Broker it) {
            away = it.away();
        } else if (step instanceof Step.WrongClock it) {
            machine(it.on()).isAhead(it.ahead());
        } else if (step instanceof Step.Compact) {
            wire.compact();
            chronicle.compacted = true;
        } else if (step instanceof Step.Poison it) {
            wire.poison(it.reader(), it.value());
            chronicle.poisoned.add(it.reader());
        } else if (step instanceof Step.Backup it) {
            copies.put(it.on(), machine(it.on()).copy());
        } else if (step instanceof Step.Restore it) {
            Machine.Copy copy = copies.get(it.on());
            if (copy != null) {
                replace(machine(it.on()), copy);
            }
        } else if (step instanceof Step.Twin it) {
            wire.haveTwins();
            replace(machine(it.on()), machine(it.of()).copy());
        } else if (step instanceof Step.Anew it) {
            wire.anew(it.topic());
            chronicle.lostSomething = true;
        } else if (step instanceof Step.Policy it) {
            machines.values().forEach(machine -> machine.settleBy(it.policy()));
        }
    }

    private void replace(Machine machine, Machine.Copy copy) {
        wire.halted(machine);
        chronicle.issued.addAll(issued(machine));
        chronicle.lost(machine.who);
        machine.replaceBy(copy);
    }

    private void tap(Step.Tap tap) {
        Version seen = null;
        if (tap.saw()) {
            seen = server().file()
                    .read(
                            "look",
                            sql -> new VerdictRegister(sql)
                                    .read(tap.url(), tap.decision().reviewType()))
                    .version();
        }
        Tap given = new Tap(
                phoneIds.next(),
                tap.url(),
                tap.decision(),
                tap.phone() == 0 ? "dress" : null,
                null,
                "phone " + tap.phone(),
                Timestamps.toMicros(now.plusSeconds(tap.ahead())),
                seen);
        lastTaps.put(tap.phone(), given);
        give(given);
    }

    private void give(Tap tap) {
        long arrived = server().context().now();
        List<TapResult> results =
                attempt(server(), () -> new Taps(server().file(), server().context()).record(List.of(tap)));
        if (results != null) {
            chronicle.taps.add(new Answered(tap, arrived, results.get(0)));
        }
    }

    private void retract(Machine machine, Step.Retract step) {
        Optional<UUID> asked = attempt(machine, () -> {
            capture(machine.file(), machine);
            return machine.file().write("take back in", sql -> {
                VerdictState stands = new VerdictRegister(sql).read(step.url(), step.reviewType());
                return Retraction.retract(sql, machine.context(), stands);
            });
        });
        if (asked != null && machine.who != Who.SERVER) {
            asked.ifPresent(id -> chronicle.asked.add(new Asked(machine.who, id)));
        }
    }

    private void keep(Machine machine, Step.Keep step) {
        attempt(machine, () -> {
            capture(machine.file(), machine);
            return machine.file().write("keep in", sql -> {
                List<Conflict> conflicts = new Conflicts(sql).all();
                if (!conflicts.isEmpty()) {
                    Conflict last = conflicts.get(0);
                    Version stands = new VerdictRegister(sql)
                            .read(last.productUrl(), last.reviewType())
                            .version();
                    if (last.ours().version().equals(stands)
                            || last.theirs().version().equals(stands)) {
                        dev.tandem.stream.act.Keep.keep(
                                sql, machine.context(), last, step.ours() ? last.ours() : last.theirs());
                    }
                }
                return true;
            });
        });
    }

    /** As far as the letters have been sent; what still cannot be applied is left as it is. */
    private void redrive(Machine machine) {
        for (ConsumerRecord<String, byte[]> record : DeadLetters.of(wire, machine)) {
            attempt(machine, () -> {
                try {
                    dev.tandem.stream.inbox.Redrive.into(machine.file(), machine.context(), record);
                } catch (StreamException e) {
                    if (!String.valueOf(e.getMessage()).contains("still cannot be applied")) {
                        throw e;
                    }
                }
                return true;
            });
        }
    }

    private void capture(Machine machine) {
        attempt(machine, () -> capture(machine.file(), machine));
    }

    private Captured capture(dev.tandem.stream.file.SyncedFile file, Machine machine) {
        return new Capture(file, machine.context()).run();
    }

    private void push(Machine machine, Push push) {
        attempt(machine, () -> {
            capture(machine.file(), machine);
            if (!away) {
                despiteGaps(machine, () -> wire.push(machine, push));
            }
            return true;
        });
    }

    private void pull(Machine machine, Step.Pull pull) {
        if (away) {
            return;
        }
        attempt(machine, () -> {
            capture(machine.file(), machine);
            despiteGaps(machine, () -> wire.pull(machine, pull));
            return true;
        });
    }

    /** A laptop that misses something in the topics is repaired by its user. */
    private void despiteGaps(Machine machine, Runnable work) {
        try {
            work.run();
        } catch (GapException gap) {
            Repair.run(machine, server(), wire);
            work.run();
        }
    }

    /** Something that a node does: it may be halted in it, and what scripts did before is looked for in what it issues. */
    private <T> @Nullable T attempt(Machine machine, Supplier<T> work) {
        Map<String, Noted> found = machine.rows();
        T result = null;
        try {
            result = work.get();
        } catch (Halted halted) {
            machine.unlock();
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
        machine.unlock();
        List<Issued> issued = issued(machine);
        chronicle.issued.addAll(issued);
        notice(machine, found, issued, result != null);
        return result;
    }

    private static List<Issued> issued(Machine machine) {
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
        Map<String, Noted> after = machine.rows();
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

    /** All faults are over, and everyone reads everything. */
    void settle() {
        away = false;
        for (Machine machine : machines.values()) {
            machine.halting.never();
            machine.makeRoom();
            machine.unlock();
            machine.isAhead(0);
            machine.script(NO_CLASH, List.of());
        }
        rest();
        machines.values().forEach(this::redrive);
        rest();
        machines.put(Who.NEWCOMER, new Machine(Who.NEWCOMER, folder, () -> now, Start.EMPTY));
        rest();
        machines().forEach(this::audit);
    }

    private void rest() {
        int round = 0;
        do {
            for (Machine machine : machines()) {
                push(machine, new Push(machine.who, 1_000_000, 0));
                pull(machine, new Step.Pull(machine.who, 1_000_000, 0, round));
                push(machine, new Push(machine.who, 1_000_000, 0));
                now = now.plusSeconds(1);
            }
        } while (++round < ROUNDS && !isAtRest());
        if (round == ROUNDS) {
            chronicle.surprises.add("the nodes do not come to rest");
        }
    }

    private boolean isAtRest() {
        return machines.values().stream()
                .allMatch(machine -> wire.hasReadAll(machine)
                        && machine.query("SELECT 1 FROM tandem_outbox LIMIT 1").isEmpty());
    }

    Instant now() {
        return now;
    }

    List<Issued> issued() {
        return new ArrayList<>(chronicle.issued);
    }

    @Override
    public void close() {
        wire.close();
        machines.values().forEach(Machine::close);
    }
}
