package dev.tandem.stream.guarantee;

import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.inbox.GapException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Two laptops, a server and three phones, on real files; nothing happens in it but what a history says. */
final class World implements AutoCloseable {
    private static final int ROUNDS = 12;
    private static final String CLASH =
            "CREATE UNIQUE INDEX IF NOT EXISTS once ON products (coalesce(retailer, 'none'))";
    private static final String NO_CLASH = "DROP INDEX IF EXISTS once";

    final Chronicle chronicle = new Chronicle();
    final Wire wire;

    private final Attempts attempts;
    private final Path folder;
    private final Map<Who, Machine> machines = new EnumMap<>(Who.class);
    private final Phones phones;
    private final Owners owners;
    private Instant now = Histories.BEGINNING;
    private final Map<Who, Machine.Copy> copies = new EnumMap<>(Who.class);
    private boolean away;

    World(Path folder, Start start, Function<Supplier<Instant>, Wire> wires) {
        this.folder = folder;
        this.wire = wires.apply(() -> now);
        this.attempts = new Attempts(wire, chronicle);
        this.owners = new Owners(wire, attempts, chronicle);
        for (Who who : List.of(Who.SERVER, Who.ONE, Who.TWO)) {
            machines.put(who, new Machine(who, folder, () -> now, start));
            List<Issued> found = Attempts.issued(machine(who));
            chronicle.issued.addAll(found);
            found.forEach(one -> chronicle.perhapsUnsent.add(one.envelope().id()));
        }
        this.phones = new Phones(server(), attempts, chronicle);
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
            machine(it.on()).other.script(it.statement(), it.values());
        } else if (step instanceof Step.Remake it) {
            machine(it.on()).other.remake(it.table());
        } else if (step instanceof Step.Refill it) {
            machine(it.on()).other.refill(it.table());
        } else if (step instanceof Step.Clash it) {
            machine(it.on()).other.script(it.yes() ? CLASH : NO_CLASH, List.of());
        } else if (step instanceof Step.Redrive it) {
            owners.redrive(machine(it.on()));
        } else if (step instanceof Step.Tap it) {
            phones.tap(it, now);
        } else if (step instanceof Step.TapAgain it) {
            phones.tapAgain(it.phone());
        } else if (step instanceof Step.Capture it) {
            capture(machine(it.on()));
        } else if (step instanceof Step.Push it) {
            push(machine(it.on()), it);
        } else if (step instanceof Step.Remove it) {
            remove(machine(it.on()));
        } else if (step instanceof Step.Pull it) {
            pull(machine(it.on()), it);
        } else if (step instanceof Step.Retract it) {
            owners.retract(machine(it.on()), it);
        } else if (step instanceof Step.Keep it) {
            owners.keep(machine(it.on()), it);
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
            machine(it.on()).other.lock();
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
            broker().haveTwins();
            replace(machine(it.on()), machine(it.of()).copy());
        } else if (step instanceof Step.Anew it) {
            broker().anew(it.topic());
            chronicle.lostSomething = true;
        } else if (step instanceof Step.Policy it) {
            machines.values().forEach(machine -> machine.settleBy(it.policy()));
        }
    }

    /** Histories in which something happens to a topic itself run over a broker. */
    private BrokerWire broker() {
        return (BrokerWire) wire;
    }

    private void replace(Machine machine, Machine.Copy copy) {
        wire.halted(machine);
        chronicle.issued.addAll(Attempts.issued(machine));
        chronicle.lost(machine.who);
        machine.replaceBy(copy);
    }

    private void capture(Machine machine) {
        attempts.attempt(machine, () -> capture(machine.file(), machine));
    }

    private Captured capture(dev.tandem.stream.file.SyncedFile file, Machine machine) {
        return new Capture(file, machine.context()).run();
    }

    private void push(Machine machine, Push push) {
        attempts.attempt(machine, () -> {
            capture(machine.file(), machine);
            if (!away) {
                despiteGaps(machine, () -> wire.push(machine, push));
            }
            return true;
        });
    }

    private void remove(Machine machine) {
        attempts.attempt(machine, () -> {
            capture(machine.file(), machine);
            wire.remove(machine);
            return true;
        });
    }

    private void pull(Machine machine, Step.Pull pull) {
        if (away) {
            return;
        }
        attempts.attempt(machine, () -> {
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
            Repair.run(machine, server(), broker());
            work.run();
        }
    }

    /** All faults are over, and everyone reads everything. */
    void settle() {
        away = false;
        for (Machine machine : machines.values()) {
            machine.halting.never();
            machine.makeRoom();
            machine.other.unlock();
            machine.isAhead(0);
            machine.other.script(NO_CLASH, List.of());
        }
        rest();
        machines.values().forEach(owners::redrive);
        rest();
        machines.put(Who.NEWCOMER, new Machine(Who.NEWCOMER, folder, () -> now, Start.EMPTY));
        rest();
        machines().forEach(attempts::audit);
    }

    private void rest() {
        int round = 0;
        do {
            for (Machine machine : machines()) {
                push(machine, new Push(machine.who, 1_000_000, 0));
                pull(machine, new Step.Pull(machine.who, 1_000_000, 0, round));
                push(machine, new Push(machine.who, 1_000_000, 0));
                remove(machine);
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
