package dev.tandem.inspector.letters;

import dev.tandem.inspector.letters.Outcome.State;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The database at hand, if there is one: its own letters are merged into it. */
final class AtHand {
    private final Path database;
    private final Consumer<Path> waiting;
    private final ZoneId zone;
    private final Duration tolerance;
    private final Set<String> nodes = new HashSet<>();

    AtHand(Path database, ZoneId zone, Duration tolerance, Consumer<Path> waiting) {
        this.database = database;
        this.waiting = waiting;
        this.zone = zone;
        this.tolerance = tolerance;
        if (Files.exists(database)) {
            try (SyncedFile file = SyncedFile.openReadOnly(database, waiting)) {
                nodes.addAll(file.read("read", sql -> {
                    Set<String> ids = new HashSet<>();
                    Optional<Node> node = Node.read(sql);
                    if (node.isPresent()) {
                        ids.add(node.get().id());
                        ids.addAll(Node.formerIds(sql));
                    }
                    return ids;
                }));
            }
        }
    }

    /** Whether a letter is of this database. */
    boolean has(Letter letter) {
        return nodes.contains(letter.event().node());
    }

    /**
     * Merges a letter's record.
     *
     * @throws StreamException of another failure than that it cannot be applied
     */
    Outcome redrive(ConsumerRecord<String, byte[]> record, KafkaSettings kafka) {
        try (SyncedFile file = SyncedFile.open(database, waiting)) {
            NodeContext context = Adoption.context(file, zone, tolerance)
                    .orElseThrow(() -> new IllegalStateException("the file was adopted a moment ago"));
            return switch (Redrive.into(file, context, record, kafka).outcome()) {
                case APPLIED -> Outcome.of(State.LANDED);
                default -> Outcome.of(State.SUPERSEDED);
            };
        } catch (Redrive.RefusedException e) {
            return new Outcome(State.FAILED, e.reason());
        }
    }
}
