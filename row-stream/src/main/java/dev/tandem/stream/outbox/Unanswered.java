package dev.tandem.stream.outbox;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a laptop has sent and the server is not known to have answered for. Were it lost on the way, nobody else would
 * know of it. The laptop forgets it once the server's group has committed beyond it, in the same topic.
 *
 * @param committed how far the server has answered, where that is news
 * @param lost where what was sent may be lost, and why
 * @param waits whether the server has not answered for all of it
 * @param extents where the topic that laptops write reaches; empty where nothing is unanswered
 */
public record Unanswered(
        Map<TopicPartition, Long> committed,
        Map<TopicPartition, String> lost,
        boolean waits,
        Map<TopicPartition, Extent> extents) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Unanswered NOTHING = new Unanswered(Map.of(), Map.of(), false, Map.of());

    /** Looks as {@link #look} does, and notes in the file what the server has answered for meanwhile. */
    public static Unanswered check(SyncedFile file, KafkaSettings settings, Map<Topic, TopicDescription> topics) {
        if (unanswered(file).isEmpty()) {
            return NOTHING;
        }
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return check(file, admin, settings, topics);
        }
    }

    /** The same, over a connection that is there. */
    public static Unanswered check(
            SyncedFile file, Admin admin, KafkaSettings settings, Map<Topic, TopicDescription> topics) {
        try {
            Unanswered unanswered = look(file, admin, settings, topics);
            unanswered.note(file);
            return unanswered;
        } catch (ExecutionException e) {
            throw Clients.explain("ask how far the server has come", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("ask how far the server has come", settings, e);
        }
    }

    /** Looks, without changing the file; asks the broker only where something is unanswered. */
    public static Unanswered look(
            SyncedFile file, Admin admin, KafkaSettings settings, Map<Topic, TopicDescription> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Written.Position> written = unanswered(file);
        if (written.isEmpty()) {
            return NOTHING;
        }
        Map<TopicPartition, Extent> extents = Extent.of(admin, topics, List.of(Topic.CHANGES));
        Map<TopicPartition, OffsetAndMetadata> group = admin.listConsumerGroupOffsets(settings.serverGroup())
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, String> lost = new HashMap<>();
        boolean waits = written.entrySet().stream()
                .anyMatch(entry ->
                        answered(group.get(entry.getKey())) < entry.getValue().next());
        written.forEach((partition, position) -> {
            Extent extent = extents.get(partition);
            OffsetAndMetadata at = group.get(partition);
            boolean same = extent != null && extent.topicId().equals(position.topicId());
            long answered = same ? answered(at) : 0;
            if (answered > 0) {
                committed.put(partition, answered);
            }
            if (answered < position.next()) {
                trouble(partition, position, extent, answered).ifPresent(why -> lost.put(partition, why));
            }
        });
        return new Unanswered(committed, lost, waits, extents);
    }

    private static long answered(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private static Map<TopicPartition, Written.Position> unanswered(SyncedFile file) {
        Map<TopicPartition, Written.Position> written = file.read("read", Written::read);
        written.entrySet().removeIf(entry -> entry.getValue().unanswered() == null);
        return written;
    }

    private void note(SyncedFile file) {
        if (!committed.isEmpty()) {
            file.write("note the server's answer in", sql -> Written.answered(sql, committed));
        }
    }

    private static Optional<String> trouble(
            TopicPartition partition, Written.Position position, @Nullable Extent extent, long answered) {
        Long first = position.unanswered();
        String sent = ": what this database sent and the server had not answered for may be lost";
        if (extent == null) {
            return Optional.of("the topic " + partition.topic() + " is gone" + sent);
        }
        if (!extent.topicId().equals(position.topicId())) {
            return Optional.of("the topic " + partition.topic() + " has been made anew" + sent);
        }
        if (first != null && extent.beginning() > Math.max(first, answered)) {
            return Optional.of("the topic " + partition + " begins at " + extent.beginning()
                    + ", behind what this database sent at " + first + sent);
        }
        if (extent.end() < position.next()) {
            return Optional.of("the topic " + partition + " ends at " + extent.end()
                    + ", before what this database sent up to " + position.next() + sent);
        }
        return Optional.empty();
    }
}
