package dev.tandem.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands in each register, and as each product's content, is the greatest of all versions in the topics, and the rows
 * show it; so what does not stand was rightly superseded. A product is there unless its removal is greater than its content
 * and its verdict. The versions are worked out from the records alone. A verdict that was taken back stands nowhere.
 */
final class NewestStands implements Check {
    @Override
    public String name() {
        return "the newest stands";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        Map<String, Version> versions = evidence.versions();
        Map<String, Event> verdicts = new HashMap<>();
        Map<String, Event> listings = new HashMap<>();
        for (Event event : evidence.events()) {
            boolean asked =
                    event.type().equals("AssessmentRetracted") && event.topic().equals(Evidence.CHANGES);
            if (event.isVerdict() && !asked) {
                verdicts.merge(event.register(), event, (a, b) -> greater(versions, a, b));
            } else if (event.isListing()) {
                listings.merge(event.url(), event, (a, b) -> greater(versions, a, b));
            }
        }
        Map<String, Boolean> there = there(evidence, listings, verdicts);
        for (NodeFile node : evidence.nodes()) {
            verdicts(node, verdicts, versions, evidence.ledger().undone(), broken);
            listings(node, listings, versions, broken);
            existence(node, there, broken);
        }
        return broken;
    }

    /** Whether each listed product has to be there. */
    private static Map<String, Boolean> there(
            Evidence evidence, Map<String, Event> listings, Map<String, Event> verdicts) {
        Map<String, Version> versions = evidence.versions();
        Map<String, Version> removals = new HashMap<>();
        evidence.events().stream()
                .filter(Event::isRemoval)
                .forEach(event -> removals.merge(event.url(), version(versions, event), NewestStands::later));
        Map<String, Boolean> there = new TreeMap<>();
        listings.forEach((url, listing) -> {
            Version newest = Optional.ofNullable(verdicts.get(url + " modesty"))
                    .filter(Event::leavesAVerdict)
                    .map(verdict -> later(version(versions, verdict), version(versions, listing)))
                    .orElse(version(versions, listing));
            Version removal = removals.get(url);
            there.put(url, removal == null || newest.compareTo(removal) > 0);
        });
        return there;
    }

    private static void existence(NodeFile node, Map<String, Boolean> there, List<String> broken) {
        Set<String> shown = node.query("SELECT url FROM products").stream()
                .map(row -> row.text("url"))
                .collect(Collectors.toSet());
        there.forEach((url, expected) -> {
            if (expected != shown.contains(url)) {
                broken.add("on " + node.name() + " the product " + url
                        + (expected ? " is missing, and no removal is the greatest" : " is there, and was removed"));
            }
        });
    }

    private static Version later(Version a, Version b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static Event greater(Map<String, Version> versions, Event a, Event b) {
        return version(versions, a).compareTo(version(versions, b)) < 0 ? b : a;
    }

    private static Version version(Map<String, Version> versions, Event event) {
        return Objects.requireNonNull(versions.get(event.id()));
    }

    private static void verdicts(
            NodeFile node,
            Map<String, Event> greatest,
            Map<String, Version> versions,
            Set<String> undone,
            List<String> broken) {
        Map<String, Version> standing = new HashMap<>();
        Map<String, String> shown = new HashMap<>();
        node.query("SELECT product_url || ' ' || review_type AS register, clock, event FROM tandem_verdict")
                .forEach(
                        row -> standing.put(row.text("register"), new Version(row.number("clock"), row.text("event"))));
        node.query("SELECT url, modesty_status FROM products")
                .forEach(row -> shown.put(row.text("url"), row.text("modesty_status")));
        Set<String> registers = new TreeSet<>(greatest.keySet());
        registers.addAll(standing.keySet());
        for (String register : registers) {
            Optional<Event> expected = Optional.ofNullable(greatest.get(register));
            Version stands = standing.get(register);
            if (!expected.map(event -> version(versions, event)).equals(Optional.ofNullable(stands))) {
                broken.add("on " + node.name() + " stands " + stands + " for " + register + ", and the greatest is "
                        + expected.map(
                                event -> version(versions, event) + " in " + event.topic() + " at " + event.offset()));
            } else if (undone.contains(expected.orElseThrow().id())) {
                broken.add("on " + node.name() + " stands the verdict " + stands + " for " + register
                        + ", although it was taken back");
            }
            expected.filter(event -> event.type().equals("AssessmentRecorded") && register.endsWith(" modesty"))
                    .filter(event ->
                            !event.text("decision").equals(shown.getOrDefault(event.url(), event.text("decision"))))
                    .ifPresent(event -> broken.add("on " + node.name() + " the product " + event.url() + " shows "
                            + shown.get(event.url()) + " where " + event.text("decision") + " stands"));
        }
    }

    private static void listings(
            NodeFile node, Map<String, Event> greatest, Map<String, Version> versions, List<String> broken) {
        for (NodeFile.Row row : node.query("SELECT url, title FROM products")) {
            Event event = greatest.get(row.text("url"));
            if (event == null) {
                broken.add("on " + node.name() + " is a product of which no event tells: " + row.text("url"));
            } else if (!event.value().path("columns").path("title").asText("").equals(row.text("title"))) {
                broken.add("on " + node.name() + " the title of " + row.text("url") + " is " + row.text("title")
                        + ", and the greatest version, " + version(versions, event) + ", says "
                        + event.value().path("columns").path("title"));
            }
        }
    }
}
