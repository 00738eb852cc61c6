package dev.tandem.laptop.outlook;

import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a database in their topic.
 *
 * @param open how many nobody has taken care of; null where that could not be looked at
 * @param refused whether that is so because this login may not read them
 */
record Letters(@Nullable Long open, boolean refused) {
    /** Where there are none. */
    static final Letters NONE = new Letters(0L, false);

    private static final Letters UNKNOWN = new Letters(null, false);

    /** Looks, unless some were set aside and the broker, or their topic, gave no answer a moment ago. */
    static Letters of(
            SyncedFile file, NodeContext context, KafkaSettings kafka, Local local, Asked.Answer<Waiting> answer) {
        Outlook.Trouble trouble = answer.trouble();
        Waiting waiting = answer.said();
        boolean noAnswer = trouble != null && trouble.kind() != Outlook.Kind.GAP;
        boolean unknown = noAnswer || (waiting != null && waiting.letters().isEmpty());
        if (unknown && local.setAside() > 0) {
            return UNKNOWN;
        }
        try {
            OptionalLong open = OpenLetters.count(file, context, kafka, waiting == null ? Map.of() : waiting.letters());
            return open.isPresent() ? new Letters(open.getAsLong(), false) : UNKNOWN;
        } catch (OpenLetters.RefusedException e) {
            return new Letters(null, true);
        } catch (StreamException e) {
            return UNKNOWN;
        }
    }
}
