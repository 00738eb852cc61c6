package dev.tandem.stream.outbox;

import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Waits until the server has merged what was sent, and has sent what it made of it. */
public final class Answer {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How often in a row nobody may say how far the server is, each time after the client's own patience. */
    private static final int SILENT_AT_MOST = 4;

    /** So many times longer one is waited for that has answered for something: it is at work, on a slow machine perhaps. */
    private static final int AT_WORK = 3;

    private Answer() {}

    /** Waits as {@link #await(KafkaSettings, Map, Duration, BooleanSupplier)} does, to the end. */
    public static long await(KafkaSettings settings, Map<TopicPartition, Long> ends, Duration atMost) {
        return await(settings, ends, atMost, () -> false);
    }

    /**
     * Waits as long as the server comes on.
     *
     * @param ends the offsets behind what was sent
     * @param atMost how long it may come no further; three times as long once it has answered for something
     * @param stop ends the waiting early
     * @return how many of the sent records the server has not answered for when it comes no further; 0 usually
     */
    public static long await(
            KafkaSettings settings, Map<TopicPartition, Long> ends, Duration atMost, BooleanSupplier stop) {
        if (ends.isEmpty()) {
            return 0;
        }
        try (Admin admin = Clients.admin(settings, TIMEOUT)) {
            return await(settings, admin, ends, atMost, stop);
        }
    }

    /** The same, over a connection that is there. */
    public static long await(
            KafkaSettings settings,
            Admin admin,
            Map<TopicPartition, Long> ends,
            Duration atMost,
            BooleanSupplier stop) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            long open = Long.MAX_VALUE;
            int silent = 0;
            do {
                long before = open;
                try {
                    open = open(admin, settings, ends);
                    silent = 0;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof RetriableException) || ++silent > SILENT_AT_MOST) {
                        throw e;
                    }
                    // Of several brokers the one that knows may have gone, and another takes its place. Meanwhile
                    // nobody can say that the server stands still.
                    Clients.requireReachable(settings);
                    deadline = System.nanoTime() + atMost.toNanos();
                }
                if (open < before) {
                    boolean atWork = before != Long.MAX_VALUE;
                    deadline = System.nanoTime() + atMost.toNanos() * (atWork ? AT_WORK : 1);
                }
                if (open > 0) {
                    Thread.sleep(POLL.toMillis());
                }
            } while (open > 0 && System.nanoTime() < deadline && !stop.getAsBoolean());
            return open;
        } catch (ExecutionException e) {
            throw Clients.explain("ask how far the server has come", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("ask how far the server has come", settings, e);
        }
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
