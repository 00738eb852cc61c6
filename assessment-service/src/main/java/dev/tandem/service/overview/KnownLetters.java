package dev.tandem.service.overview;

import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.overview.Overview.DeadLetters;
import dev.tandem.service.overview.Overview.Letter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which dead letters are open. Of all, no more than their ids are kept; of the last ones, what a list shows. */
final class KnownLetters {
    private static final int SHOWN = 20;

    private final Set<String> open = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Letter> latest = new LinkedHashMap<>();

    /** A letter that was sent twice is one; one that is settled stays so. */
    void add(EventDeadLettered letter) {
        String id = letter.letter();
        if (settled.contains(id) || !open.add(id)) {
            return;
        }
        latest.put(
                id,
                new Letter(
                        id,
                        letter.node(),
                        Timestamps.format(letter.appendedAt()),
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.cause()));
        if (latest.size() > SHOWN) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    void add(DeadLetterSettled settlement) {
        settled.add(settlement.letter());
        open.remove(settlement.letter());
        latest.remove(settlement.letter());
    }

    DeadLetters state() {
        List<Letter> letters = new ArrayList<>(latest.values());
        Collections.reverse(letters);
        return new DeadLetters(open.size(), letters);
    }
}
