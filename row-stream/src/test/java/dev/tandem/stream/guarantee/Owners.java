package dev.tandem.stream.guarantee;

import dev.tandem.schema.version.Version;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.guarantee.Chronicle.Asked;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What owners do about verdicts and records beyond writing to their files. */
final class Owners {
    private final Wire wire;
    private final Attempts attempts;
    private final Chronicle chronicle;

    Owners(Wire wire, Attempts attempts, Chronicle chronicle) {
        this.wire = wire;
        this.attempts = attempts;
        this.chronicle = chronicle;
    }

    void retract(Machine machine, Step.Retract step) {
        Optional<UUID> asked = attempts.attempt(machine, () -> {
            new Capture(machine.file(), machine.context()).run();
            return machine.file().write("take back in", sql -> {
                VerdictState stands = new VerdictRegister(sql).read(step.url(), step.reviewType());
                return Retraction.retract(sql, machine.context(), stands);
            });
        });
        if (asked != null && machine.who != Who.SERVER) {
            asked.ifPresent(id -> chronicle.asked.add(new Asked(machine.who, id)));
        }
    }

    void keep(Machine machine, Step.Keep step) {
        attempts.attempt(machine, () -> {
            new Capture(machine.file(), machine.context()).run();
            return machine.file().write("keep in", sql -> {
                List<Conflict> conflicts = new Conflicts(sql).all();
                if (!conflicts.isEmpty()) {
                    Conflict last = conflicts.get(0);
                    Version stands = new VerdictRegister(sql)
                            .read(last.productUrl(), last.reviewType())
                            .version();
                    if (last.ours().version().equals(stands)
                            || last.theirs().version().equals(stands)) {
                        Keep.keep(sql, machine.context(), last, step.ours() ? last.ours() : last.theirs());
                    }
                }
                return true;
            });
        });
    }

    /** As far as the letters have been sent; what still cannot be applied is left as it is. */
    void redrive(Machine machine) {
        for (ConsumerRecord<String, byte[]> record : DeadLetters.of(wire, machine)) {
            attempts.attempt(machine, () -> {
                try {
                    Redrive.into(machine.file(), machine.context(), record, wire.settings());
                } catch (StreamException e) {
                    if (!String.valueOf(e.getMessage()).contains("still cannot be applied")) {
                        throw e;
                    }
                }
                return true;
            });
        }
    }
}
