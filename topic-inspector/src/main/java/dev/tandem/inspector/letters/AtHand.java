package dev.tandem.inspector.letters;

import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.inspector.letters.Outcome.State;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The database at hand, if there is one: its own letters are merged into it. */
final class AtHand {
    private final Path database;
    private final Consumer<Path> waiting;
    private final ZoneId zone;
    private final Duration tolerance;
    private final Set<String> nodes = new HashSet<>();

    /** That of the settings, or the one that was named. */
    static AtHand of(@Nullable Path named, KafkaOptions options) {
        return new AtHand(
                named == null ? options.settings().get(CommonSettings.DATABASE) : named,
                options.settings().get(CommonSettings.CLOCK_ZONE),
                options.settings().get(CommonSettings.CLOCK_TOLERANCE),
                options.output()::waitingFor);
    }

    private AtHand(Path database, ZoneId zone, Duration tolerance, Consumer<Path> waiting) {
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

    /** Notes in the file that letters of its own were discarded. */
    void discarded(List<Letter> letters) {
        long own = letters.stream().filter(this::has).count();
        if (own > 0) {
            try (SyncedFile file = SyncedFile.open(database, waiting)) {
                file.write("note the open dead letters in", sql -> OpenLetters.settled(sql, own));
            }
        }
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
            Outcome outcome = Redrive.into(file, context, record, kafka).outcome() == History.Outcome.APPLIED
                    ? Outcome.of(State.LANDED)
                    : Outcome.of(State.SUPERSEDED);
            file.write("note the open dead letters in", sql -> OpenLetters.settled(sql, 1));
            return outcome;
        } catch (Redrive.RefusedException e) {
            return new Outcome(State.FAILED, e.reason());
        }
    }
}
