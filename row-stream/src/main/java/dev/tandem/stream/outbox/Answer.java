package dev.tandem.stream.outbox;

import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

/** Waits until the server has merged what was sent, and has sent what it made of it. */
public final class Answer {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How often in a row nobody may say how far the server is, each time after the client's own patience. */
    private static final int SILENT_AT_MOST = 4;

    /** How often it is asked who leads what the server reads, while that comes no further. */
    private static final Duration LOOK_AT_LEADERS = Duration.ofSeconds(1);

    private Answer() {}

    /** Waits as {@link #await(KafkaSettings, Map, long, Duration, BooleanSupplier)} does, to the end. */
    public static long await(KafkaSettings settings, Map<TopicPartition, Long> ends, Duration atMost) {
        return await(settings, ends, 0, atMost, () -> false);
    }

    /**
     * Waits as long as the server comes on.
     *
     * @param ends the offsets behind what was sent
     * @param sent how many records that were; if fewer are open at first, the server has begun
     * @param atMost how long it may come no further; three times as long once it has answered for something, and while a copy of
     *     what it reads is missing
     * @param stop ends the waiting early
     * @return how many of the sent records the server has not answered for when it comes no further; 0 usually
     */
    public static long await(
            KafkaSettings settings, Map<TopicPartition, Long> ends, long sent, Duration atMost, BooleanSupplier stop) {
        if (ends.isEmpty()) {
            return 0;
        }
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return await(settings, admin, ends, sent, atMost, stop);
        }
    }

    /** The same, over a connection that is there. */
    public static long await(
            KafkaSettings settings,
            Admin admin,
            Map<TopicPartition, Long> ends,
            long sent,
            Duration atMost,
            BooleanSupplier stop) {
        long now = System.nanoTime();
        Standstill standstill = new Standstill(atMost, sent, now);
        long nextLook = now;
        try {
            long open = Long.MAX_VALUE;
            int silent = 0;
            do {
                try {
                    open = open(admin, settings, ends);
                    standstill.stillOpen(open, System.nanoTime());
                    if (open > 0 && System.nanoTime() - nextLook >= 0) {
                        lookAtLeaders(admin, ends.keySet(), standstill);
                        nextLook = System.nanoTime() + LOOK_AT_LEADERS.toNanos();
                    }
                    silent = 0;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof RetriableException) || ++silent > SILENT_AT_MOST) {
                        throw e;
                    }
                    // Of several brokers the one that knows may have gone, and another takes its place.
                    Clients.requireReachable(settings);
                    standstill.nobodyKnows(System.nanoTime());
                }
                if (open > 0) {
                    Thread.sleep(POLL.toMillis());
                }
            } while (open > 0 && !standstill.isOver(System.nanoTime()) && !stop.getAsBoolean());
            return open;
        } catch (ExecutionException e) {
            throw Clients.explain("ask how far the server has come", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("ask how far the server has come", settings, e);
        }
    }

    /** Which brokers lead these partitions, and whether all their copies are there, as far as they say. */
    private static void lookAtLeaders(Admin admin, Set<TopicPartition> partitions, Standstill standstill)
            throws InterruptedException {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                for (TopicPartitionInfo partition : topic.getValue().get().partitions()) {
                    TopicPartition its = new TopicPartition(topic.getKey(), partition.partition());
                    if (partitions.contains(its)) {
                        Node leader = partition.leader();
                        leaders.put(its, leader == null ? Node.noNode().id() : leader.id());
                        if (partition.isr().size() < partition.replicas().size()) {
                            standstill.copiesAreMissing();
                        }
                    }
                }
            } catch (ExecutionException e) {
                // It only makes the waiting more patient; what it took itself is not the server's time.
                standstill.nobodyKnows(System.nanoTime());
            }
        }
        standstill.ledBy(leaders, System.nanoTime());
    }

    /** How many of the sent records the server has not answered for. */
    private static long open(Admin admin, KafkaSettings settings, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(settings.serverGroup())
                .partitionsToOffsetAndMetadata()
                .get();
        long open = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            open += Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
        }
        return open;
    }
}
