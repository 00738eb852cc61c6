package dev.tandem.laptop.status;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.laptop.outlook.Incoming;
import dev.tandem.laptop.outlook.Outlook;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --json} answers.
 *
 * @param deadLetters records that could not be applied here and that nobody has redriven or discarded
 * @param deadLettersAsOf when that was so, where nobody could be asked; null where it is so now
 * @param deadLettersRefused whether this login may not read what became of them, which others can tell
 * @param trouble why the topics could not be looked at: {@code away}, {@code slow}, {@code refused} or {@code gap}; null if they
 *     could
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
        @Nullable String deadLettersAsOf,
        boolean deadLettersRefused,
        @JsonRawValue @Nullable String lastSync,
        Outlook.Server server,
        @Nullable String trouble,
        String advice,
        String database,
        @Nullable String nodeId) {

    /**
     * What waits to go out.
     *
     * @param rows how many changes: rows and verdicts, each as one
     * @param follows how many rows the server makes of the verdicts among them, and sends back in the same sync
     * @param underWay whether the server has not answered yet for something that was sent before
     */
    record Outgoing(long rows, long follows, boolean underWay) {}

    static StatusAnswer of(Outlook outlook, String advice) {
        return new StatusAnswer(
                outlook.inSync(),
                outlook.exact(),
                outlook.incoming(),
                new Outgoing(outlook.outgoing(), outlook.follows(), outlook.underWay()),
                outlook.local().pending(),
                outlook.local().pendingByRetailer(),
                outlook.local().conflicts(),
                deadLetters(outlook),
                deadLettersAsOf(outlook).orElse(null),
                outlook.lettersRefused(),
                outlook.local().lastSync().orElse(null),
                outlook.server(),
                trouble(outlook),
                advice,
                outlook.database().toString(),
                outlook.nodeId());
    }

    private static @Nullable String trouble(Outlook outlook) {
        Outlook.Trouble trouble = outlook.trouble();
        return trouble == null ? null : trouble.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Those that are open, and those that still wait to be sent; where that cannot be looked at, those of the last look. */
    static long deadLetters(Outlook outlook) {
        Long open = outlook.openLetters();
        if (open != null) {
            return open + outlook.local().deadLetters();
        }
        return outlook.local().setAside();
    }

    /** When it was so, if nobody could be asked how it is now. */
    static Optional<String> deadLettersAsOf(Outlook outlook) {
        return outlook.openLetters() == null && !outlook.lettersRefused()
                ? outlook.local().lastSync().flatMap(LastSync::at)
                : Optional.empty();
    }
}
