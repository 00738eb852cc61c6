package dev.tandem.service.overview;

import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.topic.Topic;
import dev.tandem.service.overview.Overview.DeadLetters;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.service.stream.StreamState.Link;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.OperatorSeal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics for operators say: receipts and dead letters. No database keeps them. They are read on from the last place
 * when somebody looks, and for a moment only: what has not come by then comes the next time.
 */
@Singleton
class OperatorTopics {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorTopics.class);

    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ServerStream stream;
    private final OperatorSeal operators;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private Map<String, SyncCompleted> receipts = new TreeMap<>();
    private KnownLetters letters = new KnownLetters();
    private volatile Known known = new Known(Map.of(), null);

    OperatorTopics(ServerStream stream) {
        this.operators = OperatorSeal.of(stream.kafka());
        this.stream = stream;
    }

    /**
     * What is known.
     *
     * @param receipts the last receipt of each laptop, by its node's id
     * @param letters the dead letters; null as long as the topics have not been read to their end
     */
    record Known(
            Map<String, SyncCompleted> receipts, @Nullable DeadLetters letters) {}

    /** What is known, after reading on. Where the broker is away it is what was known before. */
    Known look() {
        if (stream.state().link() == Link.CONNECTED && turn.tryLock()) {
            try {
                readOn();
            } catch (KafkaException | StreamException e) {
                LOG.warn("The receipts and dead letters could not be read; they are next time somebody looks", e);
                forget();
            } finally {
                turn.unlock();
            }
        }
        return known;
    }

    @PreDestroy
    void close() {
        turn.lock();
        try {
            forget();
        } finally {
            turn.unlock();
        }
    }

    private void readOn() {
        KafkaConsumer<String, byte[]> reading = connected();
        long until = System.nanoTime() + AT_MOST.toNanos();
        Map<TopicPartition, Long> ends = reading.endOffsets(reading.assignment(), AT_MOST);
        while (isAnyLeft(reading, ends)) {
            if (System.nanoTime() > until) {
                return;
            }
            reading.poll(POLL).forEach(this::take);
        }
        known = new Known(Map.copyOf(receipts), letters.state());
    }

    private static boolean isAnyLeft(KafkaConsumer<String, byte[]> reading, Map<TopicPartition, Long> ends) {
        boolean isLeft = false;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long position = reading.position(end.getKey(), AT_MOST);
            if (position > end.getValue()) {
                throw new KafkaException("the topic " + end.getKey().topic() + " ends before what was read of it");
            }
            isLeft |= position < end.getValue();
        }
        return isLeft;
    }

    private KafkaConsumer<String, byte[]> connected() {
        KafkaConsumer<String, byte[]> kept = consumer;
        return kept == null ? connect() : kept;
    }

    private KafkaConsumer<String, byte[]> connect() {
        KafkaSettings kafka = stream.kafka();
        KafkaConsumer<String, byte[]> fresh = Clients.consumer(kafka, kafka.serverGroup() + ".overview");
        consumer = fresh;
        List<TopicPartition> partitions = Stream.of(Topic.SYNC_RECEIPTS, Topic.DEAD_LETTERS)
                .flatMap(topic -> fresh.partitionsFor(kafka.name(topic), AT_MOST).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        fresh.assign(partitions);
        fresh.seekToBeginning(partitions);
        return fresh;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TandemEvent event;
        try {
            event = Records.toEnvelope(record).event();
        } catch (MalformedEventException notOurs) {
            return;
        }
        if (event instanceof SyncCompleted receipt && receipt.role().equals(Role.LAPTOP.text())) {
            receipts.merge(receipt.node(), receipt, (a, b) -> a.completedAt() > b.completedAt() ? a : b);
        } else if (event instanceof EventDeadLettered letter) {
            letters.add(letter);
        } else if (event instanceof DeadLetterSettled settled && operators.isTaken(record)) {
            letters.add(settled);
        }
    }

    /** Next time everything is read from the beginning: the topics may be others by then. */
    private void forget() {
        KafkaConsumer<String, byte[]> reading = consumer;
        consumer = null;
        receipts = new TreeMap<>();
        letters = new KnownLetters();
        if (reading != null) {
            reading.close();
        }
    }
}
