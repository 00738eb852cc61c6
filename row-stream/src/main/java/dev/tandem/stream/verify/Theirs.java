package dev.tandem.stream.verify;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the other node says of a row or a register.
 *
 * @param table the row's table, or that of the verdicts
 * @param id the row's or the register's id
 * @param counts whether it counts there: the row is shown, or somebody has decided
 * @param events what makes it so
 */
public record Theirs(String table, long id, boolean counts, List<Envelope> events) {
    /** Copies the list. */
    public Theirs {
        events = List.copyOf(events);
    }

    Optional<Envelope> content() {
        return one(event -> event.event() instanceof RowEvent.Content);
    }

    Optional<Facet> facet() {
        return content().map(envelope -> ((RowEvent.Content) envelope.event()).facet(envelope.id()));
    }

    Optional<Envelope> removal() {
        return one(event -> event.event() instanceof RowEvent.Removal);
    }

    Optional<Envelope> assessment() {
        return one(event -> event.event() instanceof AssessmentEvent);
    }

    Optional<RowKey> key() {
        return events.stream()
                .map(Envelope::event)
                .filter(RowEvent.class::isInstance)
                .map(event -> ((RowEvent) event).key())
                .findFirst();
    }

    /** The greatest version among the events; null where there are none. */
    @Nullable
    Version newest() {
        return events.stream().map(Theirs::version).max(Version::compareTo).orElse(null);
    }

    @Nullable
    Verdict verdict() {
        return assessment()
                .flatMap(envelope -> ((AssessmentEvent) envelope.event()).verdict())
                .orElse(null);
    }

    static Version version(Envelope envelope) {
        return envelope.event() instanceof RowEvent row
                ? row.version(envelope.id())
                : ((AssessmentEvent) envelope.event()).version(envelope.id());
    }

    private Optional<Envelope> one(Predicate<Envelope> which) {
        return events.stream().filter(which).findFirst();
    }
}
