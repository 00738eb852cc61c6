package dev.tandem.laptop.status;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.laptop.outlook.Incoming;
import dev.tandem.laptop.outlook.Outlook;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --json} answers.
 *
 * @param conflicts how many wait for the owner's choice; those that the policy has settled stand in {@code lastSync}
 */
record StatusAnswer(
        boolean inSync,
        boolean exact,
        @Nullable Incoming incoming,
        Outgoing outgoing,
        long pending,
        Map<String, Long> pendingByRetailer,
        long conflicts,
        long deadLetters,
        @JsonRawValue @Nullable String lastSync,
        Outlook.Server server,
        String advice,
        String database,
        @Nullable String nodeId) {

    /**
     * What waits to go out.
     *
     * @param follows how many rows the server makes of the verdicts among them, and sends back in the same sync
     */
    record Outgoing(long rows, long follows) {}

    static StatusAnswer of(Outlook outlook, String advice) {
        return new StatusAnswer(
                outlook.inSync(),
                outlook.exact(),
                outlook.incoming(),
                new Outgoing(outlook.outgoing(), outlook.follows()),
                outlook.local().pending(),
                outlook.local().pendingByRetailer(),
                outlook.local().conflicts(),
                deadLetters(outlook),
                outlook.local().lastSync().orElse(null),
                outlook.server(),
                advice,
                outlook.database().toString(),
                outlook.nodeId());
    }

    /** Those of the last sync, and those that still wait to be sent. */
    static long deadLetters(Outlook outlook) {
        Optional<Long> last = outlook.local().lastSync().map(LastSync::deadLettered);
        return Math.max(outlook.local().deadLetters(), last.orElse(0L));
    }
}
