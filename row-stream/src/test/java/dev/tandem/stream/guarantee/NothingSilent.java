package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.guarantee.Chronicle.Asked;
import dev.tandem.stream.guarantee.Chronicle.Emptied;
import dev.tandem.stream.guarantee.Chronicle.Noticed;
import dev.tandem.stream.guarantee.Versions.Ruled;
import dev.tandem.stream.register.VerdictRegister;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing happens in silence. Of two different verdicts that met on the server and did not know of each other, the
 * server's conflict inbox has both. What can never be applied is a dead letter, once for each node that read it. A
 * verdict that lost is in the history of the server. A verdict that a script emptied is in the history of its node as
 * restored, and a retraction that a laptop asked for with what came of it.
 */
final class NothingSilent implements Guarantee {
    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>();
        conflicts(world, broken);
        restored(world, broken);
        asked(world, broken);
        long letters = world.wire.log(Topic.DEAD_LETTERS).stream()
                .filter(record -> EventJson.read(EventType.EVENT_DEAD_LETTERED, record.value())
                                instanceof EventDeadLettered letter
                        && DeadLetters.isPoison(letter))
                .map(Versions::id)
                .distinct()
                .count();
        long poisoned = world.chronicle.poisoned.stream()
                .mapToLong(reader -> reader == Who.SERVER ? 1 : 3)
                .sum();
        if (letters != poisoned && !world.chronicle.lostSomething) {
            broken.add(poisoned + " dead letters were to be expected, and there are " + letters);
        }
        return broken;
    }

    /** The verdict that a row had shown, shows no more, and that nobody decided anew; if that is what was noticed. */
    static Optional<Emptied> emptied(Noticed noticed) {
        Columns before = noticed.before();
        Columns found = noticed.found();
        Optional<ReviewType> type = noticed.key().values().size() == 1
                ? Optional.of(ReviewType.MODESTY)
                : ReviewType.of(noticed.key().text(1));
        if (before == null
                || found == null
                || NothingLost.decision(noticed, before) == null
                || NothingLost.decision(noticed, found) != null
                || noticed.issued().stream().anyMatch(one -> one.envelope().event() instanceof AssessmentEvent)) {
            return Optional.empty();
        }
        return type.map(its -> new Emptied(noticed.on(), noticed.key().text(0), its));
    }

    private static void restored(World world, List<String> broken) {
        for (Machine machine : world.machines()) {
            List<String> restored = machine.query("SELECT subject FROM tandem_history WHERE outcome = 'restored'");
            for (Emptied emptied : world.chronicle.emptied) {
                String subject = String.valueOf(VerdictRegister.id(emptied.url(), emptied.reviewType()));
                if (emptied.on() == machine.who && !restored.remove(subject)) {
                    broken.add(emptied + " was restored in silence");
                }
            }
        }
    }

    private static void asked(World world, List<String> broken) {
        Set<String> refused =
                new HashSet<>(world.server().query("SELECT event FROM tandem_history WHERE outcome = 'superseded'"));
        for (Asked asked : world.chronicle.asked) {
            List<String> noted = world.machine(asked.on())
                    .query("SELECT outcome FROM tandem_history WHERE event = '" + asked.id() + "' ORDER BY seq");
            boolean answered = noted.size() > 1
                    || world.chronicle.compacted
                    || world.chronicle.lostSomething
                    || !refused.contains(asked.id().toString());
            if (!noted.contains("asked") || !answered) {
                broken.add("of the retraction " + asked + " its laptop knows only " + noted);
            }
        }
    }

    private static void conflicts(World world, List<String> broken) {
        Versions versions = Versions.of(world);
        Set<String> noted = new HashSet<>(world.server().query("""
                SELECT min(json_extract(ours, '$.eventId'), json_extract(theirs, '$.eventId')),
                       max(json_extract(ours, '$.eventId'), json_extract(theirs, '$.eventId'))
                  FROM tandem_conflict
                """));
        Map<String, Ruled> standing = new HashMap<>();
        for (String id :
                world.server().query("SELECT event FROM tandem_history WHERE type LIKE 'Assessment%' ORDER BY seq")) {
            Ruled comes = versions.of(id);
            if (comes == null) {
                continue;
            }
            Ruled stands = standing.get(comes.register());
            if (stands != null && inConflict(stands, comes)) {
                String pair = stands.id().compareTo(comes.id()) < 0
                        ? stands.id() + " " + comes.id()
                        : comes.id() + " " + stands.id();
                if (!noted.contains(pair)) {
                    broken.add("the conflict between " + stands.id() + " and " + comes.id() + " about "
                            + comes.register() + " is in no inbox");
                }
            }
            if (stands == null || comes.isAfter(stands)) {
                standing.put(comes.register(), comes);
            }
        }
    }

    private static boolean inConflict(Ruled stands, Ruled comes) {
        return stands.decision() != null
                && comes.decision() != null
                && !stands.decision().equals(comes.decision())
                && !stands.id().equals(comes.id())
                && !stands.isKnownTo(comes.basedOn())
                && !comes.isKnownTo(stands.basedOn());
    }
}
