package dev.tandem.service.assessment;

import dev.tandem.schema.row.RowKey;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.file.StreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * How long reviews had been visible when their verdicts arrived, by when this server noted that they were asked for. What a
 * phone kept while it was away counts until it arrived, not until somebody decided: a phone's clock is no measure.
 */
final class VisibleSince {
    private final ServerDatabase database;
    private final LongConsumer waited;

    /** Tells {@code waited} the microseconds. */
    VisibleSince(ServerDatabase database, LongConsumer waited) {
        this.database = database;
        this.waited = waited;
    }

    /** Measures verdicts that were recorded; one on a product for which nobody asked has waited for nobody. */
    void measure(List<PhoneVerdict> recorded, long now) {
        if (recorded.isEmpty()) {
            return;
        }
        try {
            List<Long> times = database.reader().read("measure", sql -> {
                List<Long> found = new ArrayList<>();
                for (PhoneVerdict verdict : recorded) {
                    long review = RowKey.queued(
                                    verdict.productUrl(),
                                    verdict.decision().reviewType().text())
                            .id();
                    Optional<Long> at = sql.first("""
                            SELECT at FROM tandem_history
                             WHERE subject = ? AND type = 'ReviewRequested' AND outcome IN ('applied', 'captured')
                             ORDER BY seq DESC LIMIT 1
                            """, row -> row.getLong(1), review);
                    at.ifPresent(found::add);
                }
                return found;
            });
            times.forEach(at -> waited.accept(now - at));
        } catch (StreamException e) {
            // What cannot be measured is not counted; the verdicts are kept.
        }
    }
}
