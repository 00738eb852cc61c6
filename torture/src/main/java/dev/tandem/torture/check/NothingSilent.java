package dev.tandem.torture.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.torture.load.Ledger.Poison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing is settled in silence. Of two verdicts that met on the server, decided differently and did not know of each
 * other, the server's conflict inbox has both. Poison is a dead letter of each node that read it.
 *
 * <p>What a verdict knew of is said by its record. Some have none: a tap that lost when it came, or what a restored server
 * took before it had read the topics and something newer covered since. A tap knew of its reviewer's own; what takes a
 * verdict back knew of that.
 */
final class NothingSilent implements Check {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "nothing is settled in silence";
    }

    /** A verdict as the server met it. */
    private record Met(Version version, String decision, String reviewer, Optional<Version> basedOn) {
        boolean knew(Met other) {
            return basedOn.isPresent() && other.version.compareTo(basedOn.get()) <= 0;
        }
    }

    @Override
    public List<String> broken(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        conflicts(evidence, broken);
        for (Poison poison : evidence.ledger().poison()) {
            long readers = poison.topic().equals(Evidence.CHANGES)
                    ? 1
                    : evidence.laptops().size();
            long letters = evidence.of(Evidence.DEAD_LETTERS).stream()
                    .filter(letter -> letter.text("topic").equals(poison.topic())
                            && letter.value().path("offset").asLong(-1) == poison.offset())
                    .map(Event::id)
                    .distinct()
                    .count();
            if (letters < readers) {
                broken.add("of the poison in " + poison.topic() + " at " + poison.offset() + " there are " + letters
                        + " dead letters, and " + readers + " nodes read it");
            }
        }
        return broken;
    }

    private static void conflicts(Evidence evidence, List<String> broken) {
        Map<String, Event> records = new HashMap<>();
        evidence.events().stream().filter(Event::isVerdict).forEach(event -> records.putIfAbsent(event.id(), event));
        Map<String, Version> versions = evidence.versions();
        Set<String> noted = noted(evidence.server());
        Map<String, Met> standing = new HashMap<>();
        for (NodeFile.Row row : evidence.server().query("""
                SELECT subject, type, event, clock, verdict FROM tandem_history
                 WHERE type LIKE 'Assessment%' AND outcome IN ('applied', 'superseded', 'captured') ORDER BY seq
                """)) {
            String subject = row.text("subject");
            Optional<Met> stands = Optional.ofNullable(standing.get(subject));
            Met comes = met(row, Optional.ofNullable(records.get(row.text("event"))), versions, stands);
            if (stands.isPresent()
                    && areInConflict(stands.get(), comes)
                    && !noted.contains(pair(stands.get(), comes))) {
                broken.add("the conflict between " + stands.get() + " and " + comes + " is in no inbox");
            }
            if (stands.isEmpty() || comes.version().compareTo(stands.get().version()) > 0) {
                standing.put(subject, comes);
            }
        }
    }

    private static Met met(
            NodeFile.Row row, Optional<Event> record, Map<String, Version> versions, Optional<Met> stands) {
        JsonNode verdict = json(row.text("verdict"));
        String reviewer = verdict.path("reviewer").asText("");
        Version version = versions.getOrDefault(row.text("event"), new Version(row.number("clock"), row.text("event")));
        Optional<Version> basedOn = record.isPresent()
                ? record.get().basedOn()
                : stands.filter(known -> row.text("type").equals("AssessmentRetracted")
                                || known.reviewer().equals(reviewer))
                        .map(Met::version);
        return new Met(version, verdict.path("decision").asText(""), reviewer, basedOn);
    }

    private static boolean areInConflict(Met stands, Met comes) {
        return !stands.decision().isEmpty()
                && !comes.decision().isEmpty()
                && !stands.decision().equals(comes.decision())
                && !stands.version().id().equals(comes.version().id())
                && !stands.knew(comes)
                && !comes.knew(stands);
    }

    private static Set<String> noted(NodeFile server) {
        Set<String> noted = new HashSet<>();
        for (NodeFile.Row row : server.query("SELECT ours, theirs FROM tandem_conflict")) {
            noted.add(pair(
                    json(row.text("ours")).path("eventId").asText(),
                    json(row.text("theirs")).path("eventId").asText()));
        }
        return noted;
    }

    private static String pair(Met one, Met other) {
        return pair(one.version().id(), other.version().id());
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
