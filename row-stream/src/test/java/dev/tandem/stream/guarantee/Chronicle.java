package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was seen from outside while a history ran; the guarantees judge it together with the files at the end. */
final class Chronicle {
    /** Taps that were answered, each once, with the server's time at the first try. */
    final List<Answered> taps = new ArrayList<>();

    /** Events that came into an outbox, in that order. */
    final List<Issued> issued = new ArrayList<>();

    /**
     * Those of them that only their node's file knows until they are sent: that were found when it was adopted, and give
     * way to what the stream has already; or that were lost with the file.
     */
    final Set<UUID> perhapsUnsent = new HashSet<>();

    /** How many of the taps were answered by a server whose file was lost since. */
    int tapsOfALostFile;

    /** Whether a file or a topic was lost, and with it what no other has. */
    boolean lostSomething;

    /** Rows that scripts had changed when their node looked next. */
    final List<Noticed> noticed = new ArrayList<>();

    /** Verdicts that scripts had emptied when their node looked next. */
    final List<Emptied> emptied = new ArrayList<>();

    /** Retractions that laptops asked for. */
    final List<Asked> asked = new ArrayList<>();

    /** Whether a record may have been taken out of the topics before everyone had read it. */
    boolean compacted;

    /** How often something that is no event was written, by topic. */
    final List<Who> poisoned = new ArrayList<>();

    /** Files that were found to contradict their offsets. */
    final List<String> contradictions = new ArrayList<>();

    /** Failures that no fault explains. */
    final List<String> surprises = new ArrayList<>();

    /** A tap and its answer. */
    record Answered(Tap tap, long arrived, TapResult result) {}

    /** A node's file is replaced by another. */
    void lost(Who on) {
        lostSomething = true;
        issued.stream()
                .filter(one -> one.by() == on)
                .forEach(one -> perhapsUnsent.add(one.envelope().id()));
        emptied.removeIf(one -> one.on() == on);
        asked.removeIf(one -> one.on() == on);
        if (on == Who.SERVER) {
            tapsOfALostFile = taps.size();
        }
    }

    /** A verdict of which rows showed nothing any more, although nobody had given another one. */
    record Emptied(Who on, String url, ReviewType reviewType) {}

    /** A retraction that was asked for, by the id of its event. */
    record Asked(Who on, UUID id) {}

    /** An event on its way out. */
    record Issued(Who by, Envelope envelope) {
        static Issued of(Who by, Outbox.Entry entry) {
            String answers = entry.answers();
            return new Issued(
                    by,
                    new Envelope(
                            UUID.fromString(entry.eventId()),
                            entry.node(),
                            entry.time(),
                            EventJson.read(
                                    EventType.ofCeType(entry.ceType()),
                                    entry.value().getBytes(StandardCharsets.UTF_8)),
                            answers == null ? null : UUID.fromString(answers)));
        }
    }

    /** A row that a script had changed, as it was and as it was found, and what the node issued about it in that step. */
    record Noticed(
            Who on,
            RowKey key,
            @Nullable Columns before,
            @Nullable Columns found,
            List<Issued> issued) {}
}
