package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies a letter's record after all, with the version that it had. One of the database at hand is merged into it; one of
 * the server's is sent once more, byte for byte, but under a key of its own, so that compaction keeps the newer record of
 * the old key.
 */
final class Redriving {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final KafkaSettings settings;
    private final Letters letters;
    private final Path database;
    private final ZoneId zone;
    private final Duration tolerance;

    Redriving(KafkaSettings settings, Path database, ZoneId zone, Duration tolerance) {
        this.settings = settings;
        this.letters = new Letters(settings);
        this.database = database;
        this.zone = zone;
        this.tolerance = tolerance;
    }

    /**
     * Redrives, and leaves a trace of it.
     *
     * @return what came of it, in a sentence
     * @throws UserError if it has to be done elsewhere, or cannot be done
     * @throws StreamException if the record still cannot be applied
     */
    String redrive(Letter letter) {
        ConsumerRecord<String, byte[]> record = letter.record()
                .orElseThrow(() -> UserError.failed(
                        "The record of " + letter.id() + " was too large to be kept with its letter.",
                        "Change the row once more where it was made, and sync; then discard the letter."));
        if (isAtHand(letter)) {
            return here(letter, record);
        }
        if (letter.event().topic().equals(settings.name(Topic.CHANGES))) {
            return onTheServer(letter, record);
        }
        throw UserError.failed(
                "The dead letter " + letter.id() + " is of another laptop's database ("
                        + letter.event().node() + ").",
                "Run it there, or name that database with --database.");
    }

    private boolean isAtHand(Letter letter) {
        if (!Files.exists(database)) {
            return false;
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database)) {
            return file.read("read", sql -> {
                Optional<Node> node = Node.read(sql);
                if (node.isEmpty()) {
                    return false;
                }
                List<String> ids = new ArrayList<>(Node.formerIds(sql));
                ids.add(node.get().id());
                return ids.contains(letter.event().node());
            });
        }
    }

    private String here(Letter letter, ConsumerRecord<String, byte[]> record) {
        try (SyncedFile file = SyncedFile.open(database)) {
            NodeContext context = Adoption.context(file, zone, tolerance)
                    .orElseThrow(() -> new IllegalStateException("the file was adopted a moment ago"));
            String outcome = switch (Redrive.into(file, context, record).outcome()) {
                case APPLIED -> "applied";
                case SUPERSEDED -> "not applied, for what stands is newer";
                default -> "known already";
            };
            letters.settle(letter, "redriven");
            return outcome;
        }
    }

    private String onTheServer(Letter letter, ConsumerRecord<String, byte[]> record) {
        RecordMetadata at = sendAgain(letter, record);
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        if (Answer.await(settings, Map.of(partition, at.offset() + 1), ANSWER_WITHIN) > 0) {
            letters.settle(letter, "redriven");
            return "sent again; the server has not answered yet, and would make a new dead letter of it if it failed again";
        }
        Optional<Letter> again = letters.of(at.topic(), at.partition(), at.offset());
        letters.settle(letter, "redriven");
        if (again.isPresent()) {
            throw new StreamException(
                    "the record still cannot be applied: " + again.get().event().cause(),
                    "mend what keeps the server from applying it, then redrive the letter that it is now: "
                            + again.get().id());
        }
        return "sent again and answered by the server";
    }

    private RecordMetadata sendAgain(Letter letter, ConsumerRecord<String, byte[]> record) {
        String key = "[\"redriven\",\"" + letter.id() + "\"]";
        try (KafkaProducer<String, byte[]> producer = Clients.producer(settings)) {
            return producer.send(new ProducerRecord<>(record.topic(), null, key, record.value(), letter.headers()))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw Clients.explain("send the record again", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain("send the record again", settings, e);
        }
    }
}
