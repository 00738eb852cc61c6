package dev.tandem.laptop.outlook;

import dev.tandem.laptop.file.Titles;
import dev.tandem.laptop.outlook.Incoming.RecentVerdict;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.preview.Preview;
import dev.tandem.stream.register.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Runs the waiting records through the real merge, on a scratch copy, and counts. */
final class Foresight {
    /** More events than these are estimated from the first {@link #SAMPLE}. */
    static final long EXACT = 100_000;

    private static final long SAMPLE = 5_000;
    private static final int RECENT = 10;

    private final Preview preview;
    private final String self;
    private long seen;
    private long applied;
    private long superseded;
    private long conflicts;
    private long confirmed;
    private long amended;
    private long deadLettered;
    private final List<AssessmentRecorded> verdicts = new ArrayList<>();

    private Foresight(Preview preview, String self) {
        this.preview = preview;
        this.self = self;
    }

    static Incoming of(
            Preview preview, SyncedFile file, NodeContext context, KafkaSettings kafka, Waiting waiting, long exact) {
        if (waiting.events() == 0) {
            return Incoming.NOTHING;
        }
        Foresight foresight = new Foresight(preview, context.node().id());
        long limit = waiting.events() > exact ? Math.min(SAMPLE, exact) : Long.MAX_VALUE;
        try (Inbox inbox = Inbox.open(file, context, kafka, waiting.topics())) {
            Map<TopicPartition, Long> ends = inbox.ends();
            while (foresight.seen < limit && inbox.isBefore(ends)) {
                List<ConsumerRecord<String, byte[]>> records = inbox.peek(Duration.ofMillis(500));
                foresight.count(preview.merge(records));
            }
        }
        return foresight.incoming(limit == Long.MAX_VALUE ? foresight.seen : waiting.events());
    }

    private void count(Merged merged) {
        seen += merged.records();
        deadLettered += merged.deadLettered();
        for (Merged.Item item : merged.items()) {
            conflicts = Math.max(0, conflicts + item.result().conflicts());
            boolean own = item.envelope().node().equals(self);
            switch (item.result().outcome()) {
                case APPLIED -> {
                    if (own) {
                        confirmed++;
                        amended++;
                    } else {
                        applied++;
                    }
                }
                case SUPERSEDED -> superseded++;
                case CONFIRMED, CAPTURED, ASKED, RESTORED, CAPPED, PASSED_OVER -> confirmed++;
            }
            if (!own
                    && item.result().outcome() == History.Outcome.APPLIED
                    && item.envelope().event() instanceof AssessmentRecorded recorded) {
                verdicts.add(recorded);
            }
        }
        verdicts.sort(Comparator.comparingLong(AssessmentRecorded::clock).reversed());
        while (verdicts.size() > RECENT) {
            verdicts.remove(verdicts.size() - 1);
        }
    }

    private Incoming incoming(long events) {
        List<RecentVerdict> recent = preview.read(sql -> {
            List<RecentVerdict> all = new ArrayList<>();
            for (AssessmentRecorded recorded : verdicts) {
                all.add(new RecentVerdict(
                        recorded.productUrl(),
                        Titles.of(sql, recorded.productUrl()).orElse(null),
                        recorded.given().decision().text(),
                        recorded.given().reviewer(),
                        recorded.given().assessedAt()));
            }
            return all;
        });
        return new Incoming(
                events,
                scaled(applied, events),
                scaled(superseded, events),
                scaled(conflicts, events),
                scaled(confirmed, events),
                scaled(amended, events),
                scaled(deadLettered, events),
                recent);
    }

    private long scaled(long count, long events) {
        return seen == 0 || seen == events ? count : Math.round((double) count * events / seen);
    }
}
