package dev.tandem.laptop.verify;

import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.outbox.Unanswered;
import dev.tandem.stream.outbox.Written;
import dev.tandem.stream.verify.Difference;
import dev.tandem.stream.verify.Theirs;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What has happened on one side and has not come to the other yet. A difference that comes of it is no damage: a sync takes
 * care of it.
 *
 * @param unsent the events that wait here to be sent
 * @param underWay whether the server has not answered yet for something that was sent
 * @param unread the events that wait in the topics to be read; only their number where they are very many
 * @param incoming how many these are
 * @param own how many of them are this laptop's own, come back as the server has them
 * @param trouble why it is not known what waits in the topics; null where it is
 * @param gap whether that is because records are missing there
 */
record OnTheWay(
        Set<String> unsent,
        boolean underWay,
        Set<String> unread,
        long incoming,
        long own,
        @Nullable String trouble,
        boolean gap) {
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long MOST = 200_000;

    static OnTheWay look(SyncedFile file, NodeContext context, KafkaSettings kafka) {
        Set<String> unsent = file.read("read", Outbox::events);
        try {
            Waiting waiting = Waiting.look(file, context, kafka, LOOK);
            Unanswered.check(file, kafka, waiting.topics());
            boolean underWay = file.read("read", Written::read).values().stream()
                    .anyMatch(position -> position.unanswered() != null);
            Set<String> unread = new HashSet<>();
            long[] own = {0};
            if (waiting.events() > 0 && waiting.events() <= MOST) {
                try (Inbox inbox = Inbox.open(file, context, kafka, waiting.topics())) {
                    Map<TopicPartition, Long> ends = inbox.ends();
                    while (inbox.isBefore(ends)) {
                        inbox.peek(POLL).forEach(record -> {
                            unread.add(Records.header(record.headers(), "ce_id"));
                            boolean isOwn = Records.header(record.headers(), "ce_source")
                                    .equals(Records.SOURCE + context.node().id());
                            own[0] += isOwn ? 1 : 0;
                        });
                    }
                }
            }
            return new OnTheWay(unsent, underWay, unread, waiting.events(), own[0], null, false);
        } catch (GapException e) {
            return new OnTheWay(unsent, false, Set.of(), 0, 0, e.getMessage(), true);
        } catch (BrokerAwayException e) {
            return new OnTheWay(unsent, false, Set.of(), 0, 0, e.getMessage(), false);
        }
    }

    /** Whether a difference comes of what is on its way. */
    boolean explains(Difference difference, Theirs theirs) {
        if (difference.newer() != Difference.Newer.THERE && difference.here() != null) {
            UUID ours = difference.here().eventId();
            if (unsent.contains(ours.toString()) || (underWay && difference.newer() == Difference.Newer.HERE)) {
                return true;
            }
        }
        boolean tooMany = incoming > MOST && difference.newer() == Difference.Newer.THERE;
        return tooMany
                || theirs.events().stream()
                        .anyMatch(event -> unread.contains(event.id().toString()));
    }
}
