package dev.tandem.torture.check;

import dev.tandem.torture.load.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is judged: what was acknowledged, what stands in the topics, and the databases, all at rest.
 *
 * @param server the server's database
 * @param laptops the laptops'
 * @param events all records of all topics, topic by topic in their order
 */
public record Evidence(Ledger ledger, NodeFile server, List<NodeFile> laptops, List<Event> events) {
    static final String CHANGES = "tandem.changes";
    static final String ASSESSMENTS = "tandem.assessments";
    static final String PRODUCTS = "tandem.products";
    static final String DEAD_LETTERS = "tandem.dead-letters";
    private static final long TOLERANCE = Duration.ofMinutes(5).toNanos() / 1000;

    /** All databases. */
    List<NodeFile> nodes() {
        return Stream.concat(Stream.of(server), laptops.stream()).toList();
    }

    List<Event> of(String topic) {
        return events.stream().filter(event -> event.topic().equals(topic)).toList();
    }

    Set<String> ids(String topic) {
        return of(topic).stream().map(Event::id).collect(Collectors.toSet());
    }

    /** The events that the server has taken note of, in whatever way. */
    Set<String> knownToServer() {
        return server.query("SELECT DISTINCT event FROM tandem_history").stream()
                .map(row -> row.text("event"))
                .collect(Collectors.toSet());
    }

    /**
     * The version of each event by its id. The clock of one that was ahead of the time at which the broker first took it
     * counts as that time.
     */
    Map<String, Version> versions() {
        Map<String, Long> first = new HashMap<>();
        of(CHANGES).forEach(event -> first.merge(event.id(), event.appended(), Math::min));
        Map<String, Version> versions = new HashMap<>();
        for (Event event : events) {
            if (event.isVerdict() || event.isListing() || event.type().equals("ProductRemoved")) {
                long arrived = first.getOrDefault(event.id(), Long.MAX_VALUE - TOLERANCE);
                long clock = event.clock() > arrived + TOLERANCE ? arrived : event.clock();
                versions.putIfAbsent(event.id(), new Version(clock, event.id()));
            }
        }
        return versions;
    }
}
