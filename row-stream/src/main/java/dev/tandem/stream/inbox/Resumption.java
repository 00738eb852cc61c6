package dev.tandem.stream.inbox;

import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Where a node reads on: where its file stopped, if the topics go on from there. */
final class Resumption {
    private final SyncedFile file;
    private final Role role;
    private final Map<TopicPartition, Offsets.Position> known;
    private final List<String> notes = new ArrayList<>();

    Resumption(SyncedFile file, Role role) {
        this.file = file;
        this.role = role;
        this.known = file.read("read", Offsets::read);
    }

    /**
     * The offset to read next, or nothing if this file has never read the partition.
     *
     * @throws GapException if the partition does not go on from there and this is a laptop's file
     */
    Optional<Long> of(TopicPartition partition, String topicId, long beginning, long end) {
        Offsets.Position position = known.get(partition);
        if (position == null) {
            return Optional.empty();
        }
        Optional<String> gap = GapException.found(partition, topicId, position, beginning, end);
        if (gap.isEmpty()) {
            return Optional.of(position.next());
        }
        if (role == Role.LAPTOP) {
            throw new GapException(gap.get());
        }
        // There is nothing else that a server could read. Laptops know what they have not been answered for.
        goOnFrom(partition, new Offsets.Position(topicId, beginning), gap.get());
        return Optional.of(beginning);
    }

    private void goOnFrom(TopicPartition partition, Offsets.Position position, String gap) {
        file.write("note where to read on in", sql -> {
            Offsets.write(sql, partition, position);
            return true;
        });
        notes.add(gap.substring(0, 1).toUpperCase(Locale.ROOT) + gap.substring(1)
                + ". This server goes on from what is there; a laptop whose changes may be among the lost ones finds out by"
                + " itself, and sends them again.");
    }

    /** What the owner of a server should know of the topics, a sentence each. */
    List<String> notes() {
        return notes;
    }
}
