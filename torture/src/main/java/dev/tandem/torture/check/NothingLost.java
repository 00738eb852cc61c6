package dev.tandem.torture.check;

import dev.tandem.torture.load.Ledger.Tapped;
import dev.tandem.torture.load.Ledger.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nothing that was acknowledged is missing. The server knows each tap that it answered, unless its file was restored since
 * and a later verdict covers it: a tap that lost stands in the history of that file alone. Each row that a script committed
 * is in an event, but for what its script itself wrote over before any verb ran. Each event of a laptop's is in the
 * server's history, or a dead letter. What a catalog run said that it recorded is in every database.
 *
 * <p>That it stands, unless something newer does, is {@link NewestStands}' business.
 */
final class NothingLost implements Check {
    @Override
    public String name() {
        return "nothing acknowledged is missing";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        Set<String> known = new HashSet<>(evidence.knownToServer());
        Set<String> published = evidence.ids(Evidence.ASSESSMENTS);
        for (Tapped tap : evidence.ledger().taps()) {
            if (!known.contains(tap.id()) && !published.contains(tap.id()) && !isCovered(evidence, tap)) {
                broken.add("the service answered " + tap.status() + " to the tap " + tap.id() + " (" + tap.decision()
                        + " for " + tap.url() + "), and knows nothing of it");
            }
        }
        written(evidence, broken);
        Set<String> letters = deadLettered(evidence);
        for (Event event : evidence.of(Evidence.CHANGES)) {
            if (!event.type().isEmpty() && !known.contains(event.id()) && !letters.contains(event.id())) {
                broken.add("the server knows nothing of " + event.type() + " " + event.id() + " about " + event.url()
                        + ", which is in " + event.topic() + " at " + event.offset());
            }
        }
        for (NodeFile node : evidence.nodes()) {
            Set<String> urls = node.query("SELECT product_url FROM assessment_queue").stream()
                    .map(row -> row.text("product_url"))
                    .collect(Collectors.toSet());
            for (String url : evidence.ledger().listed()) {
                if (!urls.contains(url)) {
                    broken.add(node.name() + " has no review of " + url + ", which a catalog run recorded");
                }
            }
        }
        return broken;
    }

    /** It lost when it came, or to another that a restored server took before it had read the topics. */
    private static boolean isCovered(Evidence evidence, Tapped tap) {
        return evidence.ledger().isRestoredSince(tap)
                && (tap.status().equals("superseded")
                        || evidence.of(Evidence.ASSESSMENTS).stream()
                                .filter(event -> event.register().equals(tap.url() + " modesty"))
                                .anyMatch(event -> event.clock() >= tap.clock() || event.appended() > tap.at() * 1000));
    }

    private static void written(Evidence evidence, List<String> broken) {
        Set<String> titles = new HashSet<>();
        Set<String> verdicts = new HashSet<>();
        List<Event> changes = evidence.of(Evidence.CHANGES);
        for (Event event : changes) {
            titles.add(event.value().path("columns").path("title").asText());
            verdicts.add(event.url() + " " + event.text("assessedAt"));
        }
        for (Written write : evidence.ledger().due()) {
            boolean kept = switch (write.what()) {
                case CONTENT, WHOLE -> titles.contains(write.mark());
                case VERDICT -> verdicts.contains(write.url() + " " + write.mark());
                case GONE -> isRemoved(changes, write);
            };
            if (!kept) {
                broken.add(write.on().text() + " has committed and no event says: " + write.what() + " of "
                        + write.url() + ", " + write.mark());
            }
        }
    }

    private static boolean isRemoved(List<Event> changes, Written write) {
        return changes.stream()
                .anyMatch(event -> event.type().equals("ProductRemoved")
                        && event.url().equals(write.url())
                        && event.appended() >= write.began() * 1000);
    }

    private static Set<String> deadLettered(Evidence evidence) {
        return evidence.of(Evidence.DEAD_LETTERS).stream()
                .map(letter -> letter.value().path("headers").path("ce_id").asText())
                .collect(Collectors.toSet());
    }
}
