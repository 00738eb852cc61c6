package dev.tandem.laptop.outlook;

import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.preview.Follows;
import dev.tandem.stream.preview.Preview;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sync would do with what waits on both sides.
 *
 * @param incoming what it would merge; null where the topics could not be looked at
 * @param exact whether that was counted, not estimated
 * @param found how many changes it would find in the file and send
 * @param follows how many rows the server would make of what is sent
 * @param restored how many emptied verdicts would stand again
 * @param scanDue whether it would look at every row, and there are too many to foretell what it finds
 */
record Ahead(@Nullable Incoming incoming, boolean exact, long found, long follows, long restored, boolean scanDue) {
    /** Where there is no database to sync. */
    static final Ahead NOTHING = new Ahead(null, true, 0, 0, 0, false);

    /**
     * Where no program has touched the file since the last capture, and nothing waits in the topics.
     *
     * @param known whether what the stream has of the file is known
     */
    static Ahead untouched(boolean looked, boolean known, Set<RowKey> follows) {
        return new Ahead(looked ? Incoming.NOTHING : null, known, 0, follows.size(), 0, false);
    }

    /**
     * By the real capture and merge, on a scratch copy.
     *
     * @param known whether what the stream has of the file is known
     * @param waiting what waits in the topics; empty where they could not be looked at
     * @param limit more waiting events than these are estimated
     */
    static Ahead of(
            SyncedFile file,
            NodeContext context,
            KafkaSettings kafka,
            boolean known,
            Set<RowKey> follows,
            Optional<Waiting> waiting,
            long limit) {
        try (Preview preview = Preview.of(file, context)) {
            long restored = preview.captured().restored();
            boolean captured = preview.isExact();
            Incoming incoming =
                    waiting.isPresent() ? Foresight.of(preview, file, context, kafka, waiting.get(), limit) : null;
            boolean counted = waiting.map(w -> w.events() <= limit).orElse(true);
            Set<RowKey> all = new HashSet<>(follows);
            long found = preview.outgoing();
            all.addAll(preview.read(Follows::of));
            return new Ahead(incoming, counted && captured && known, found, all.size(), restored, !captured);
        }
    }
}
