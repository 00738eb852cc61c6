package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.guarantee.Versions.Ruled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nothing happens in silence. Of two different verdicts that met on the server and did not know of each other, the
 * server's conflict inbox has both. What can never be applied is a dead letter, once for each node that read it. A
 * verdict that lost is in the history of the server.
 */
final class NothingSilent implements Guarantee {
    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>();
        conflicts(world, broken);
        long letters = world.wire.log(Topic.DEAD_LETTERS).stream()
                .map(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .distinct()
                .count();
        long poisoned = world.chronicle.poisoned.stream()
                .mapToLong(reader -> reader == Who.SERVER ? 1 : 3)
                .sum();
        if (letters != poisoned) {
            broken.add(poisoned + " dead letters were to be expected, and there are " + letters);
        }
        return broken;
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
