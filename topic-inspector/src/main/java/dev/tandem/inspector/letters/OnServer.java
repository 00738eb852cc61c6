package dev.tandem.inspector.letters;

import dev.tandem.inspector.letters.Outcome.State;
import dev.tandem.inspector.reading.InOrder;
import dev.tandem.inspector.reading.TopicReader;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Answer;
import dev.tandem.stream.seal.SentAgain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * The server's letters: their records are {@linkplain SentAgain sent once more}. What came of each the topics say: the server
 * hands on what it applied under the event's own id, and makes a letter of what failed again; it tells its group once both are
 * there.
 */
final class OnServer {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaSettings kafka;
    private final Traces traces;

    OnServer(KafkaSettings kafka, Traces traces) {
        this.kafka = kafka;
        this.traces = traces;
    }

    private record Answers(Set<String> handedOn, Map<String, Letter> failed) {}

    /**
     * Sends them and waits for what the server makes of them.
     *
     * @return what came of each; those that have failed again are other letters now
     */
    Map<Letter, Outcome> redrive(List<Letter> letters) {
        Traces.requireWritable(kafka, List.of(kafka.name(Topic.CHANGES)));
        // Whoever may not ask how far the server has come is told before anything is sent.
        Answer.await(kafka, Map.of(new TopicPartition(kafka.name(Topic.CHANGES), 0), 0L), Duration.ZERO);
        Map<Letter, Outcome> outcomes = new LinkedHashMap<>();
        try (TopicReader reader = TopicReader.connect(kafka)) {
            List<TopicPartition> answering = new ArrayList<>(reader.partitions(kafka.name(Topic.DEAD_LETTERS)));
            Inbox.topics(Role.LAPTOP).forEach(topic -> answering.addAll(reader.partitions(kafka.name(topic))));
            Map<TopicPartition, Long> before = reader.ends(answering);
            List<RecordMetadata> sent = traces.send(
                    "send the record again",
                    letters.stream()
                            .map(letter -> SentAgain.of(letter.record().orElseThrow(), letter.id()))
                            .toList());
            if (Answer.await(kafka, ends(sent), ANSWER_WITHIN) > 0) {
                letters.forEach(letter -> outcomes.put(letter, Outcome.of(State.UNANSWERED)));
                return outcomes;
            }
            Answers answers = read(new InOrder(reader, before, reader.ends(answering)));
            for (int i = 0; i < letters.size(); i++) {
                outcomes.put(letters.get(i), outcome(letters.get(i), sent.get(i), answers));
            }
        }
        return outcomes;
    }

    private static Map<TopicPartition, Long> ends(List<RecordMetadata> sent) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        sent.forEach(at -> ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max));
        return ends;
    }

    private Answers read(InOrder records) {
        Answers answers = new Answers(new HashSet<>(), new HashMap<>());
        while (!records.isAtEnd()) {
            for (ConsumerRecord<String, byte[]> record : records.next(POLL)) {
                if (record.topic().equals(kafka.name(Topic.DEAD_LETTERS))) {
                    note(record, answers.failed());
                } else {
                    answers.handedOn().add(id(record.headers()));
                }
            }
        }
        return answers;
    }

    private static void note(ConsumerRecord<String, byte[]> record, Map<String, Letter> failed) {
        try {
            if (Records.toEnvelope(record).event() instanceof EventDeadLettered letter) {
                failed.put(place(letter.topic(), letter.partition(), letter.offset()), Letter.of(letter));
            }
        } catch (MalformedEventException notOurs) {
            // What is no event of ours says nothing about one.
        }
    }

    private static Outcome outcome(Letter letter, RecordMetadata at, Answers answers) {
        Letter again = answers.failed().get(place(at.topic(), at.partition(), at.offset()));
        if (again != null) {
            return new Outcome(State.FAILED, again.cause() + " (it is now the letter " + again.id() + ")");
        }
        return Outcome.of(answers.handedOn().contains(id(letter.headers())) ? State.LANDED : State.SUPERSEDED);
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    private static String id(Headers headers) {
        return Records.header(headers, "ce_id");
    }
}
