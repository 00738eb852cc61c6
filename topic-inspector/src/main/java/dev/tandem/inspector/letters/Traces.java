package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.inspector.topics.Broker;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.seal.OperatorSeal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** What operators leave in the topics: that a letter was redriven or discarded, and records that are sent once more. */
final class Traces implements AutoCloseable {
    private final KafkaSettings kafka;
    private final OperatorSeal operators;
    private final KafkaProducer<String, byte[]> producer;

    private Traces(KafkaSettings kafka) {
        this.operators = OperatorSeal.of(kafka);
        this.kafka = kafka;
        this.producer = Clients.producer(kafka);
    }

    /**
     * Connects.
     *
     * @throws UserError if this user may not write to these topics; nothing has been done then
     */
    static Traces connect(KafkaSettings kafka, Topic... topics) {
        requireWritable(kafka, Arrays.stream(topics).map(kafka::name).toList());
        return new Traces(kafka);
    }

    static void requireWritable(KafkaSettings kafka, List<String> topics) {
        try (Broker broker = Broker.connect(kafka)) {
            List<String> refused = broker.notWritable(topics);
            if (!refused.isEmpty()) {
                throw UserError.failed(
                        "You may not write to " + String.join(" and ", refused) + " at " + kafka.bootstrapServers()
                                + ", so nothing was done.",
                        "Ask whoever runs the broker for that right; list, show and --dry-run need only the right to read.");
            }
        }
    }

    /** Notes what became of letters. */
    void settle(Collection<Letter> letters, String outcome) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Letter letter : letters) {
            long now = Timestamps.toMicros(Instant.now());
            Envelope envelope = new Envelope(
                    EventIds.random().next(),
                    letter.event().node(),
                    now,
                    new DeadLetterSettled(letter.id(), outcome, now));
            ProducerRecord<String, byte[]> record =
                    Records.ofTool(kafka.name(Topic.DEAD_LETTERS), letter.id(), envelope);
            operators.on(record);
            records.add(record);
        }
        send("note that a dead letter is settled", records);
    }

    /** Sends records; returns once all are kept, with their places in the same order. */
    List<RecordMetadata> send(String attempt, List<ProducerRecord<String, byte[]>> records) {
        try {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                places.add(one.get());
            }
            return places;
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain(attempt, kafka, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain(attempt, kafka, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
