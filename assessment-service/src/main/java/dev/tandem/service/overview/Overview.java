package dev.tandem.service.overview;

import dev.tandem.service.queue.Waiting;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner sees of both sides.
 *
 * @param stream how the server stands with Kafka: {@code connecting}, {@code connected}, {@code away} or {@code stopped}
 * @param pending what waits for a review
 * @param verdicts what was decided, day by day, the oldest first; only verdicts that stand
 * @param conflicts how many verdicts met and differed
 * @param laptops the paired ones, and all that have left a receipt
 * @param deadLetters what could not be applied; null as long as that is not known
 */
@Serdeable
record Overview(
        String stream,
        Pending pending,
        Verdicts verdicts,
        ConflictCount conflicts,
        List<Laptop> laptops,
        @Nullable DeadLetters deadLetters) {

    /**
     * What waits.
     *
     * @param high of all, what has high priority
     * @param kinds by retailer and review type; the retailer with the most first
     */
    @Serdeable
    record Pending(long all, long high, List<Waiting> kinds) {
        static Pending of(List<Waiting> kinds) {
            return new Pending(
                    kinds.stream().mapToLong(Waiting::waiting).sum(),
                    kinds.stream().mapToLong(Waiting::high).sum(),
                    kinds);
        }
    }

    /**
     * What was decided.
     *
     * @param zone the place whose days they are
     */
    @Serdeable
    record Verdicts(String zone, List<Day> days) {}

    /**
     * What was decided on a day.
     *
     * @param approved modest or moderately modest
     * @param rejected not modest
     * @param duplicates suspected duplicates that were decided, either way
     */
    @Serdeable
    record Day(String day, long approved, long rejected, long duplicates) {}

    /**
     * How many conflicts there are.
     *
     * @param open of all, those that wait for the owner
     */
    @Serdeable
    record ConflictCount(long open, long all) {}

    /**
     * A laptop.
     *
     * @param node its id in the streams
     * @param name as the owner called it when it was paired, if it was
     * @param lastSeenAt when it last asked the service for something, to within some minutes
     * @param lastSync its last receipt; null where it left none, or receipts cannot be read
     */
    @Serdeable
    record Laptop(
            String node,
            @Nullable String name,
            @Nullable String lastSeenAt,
            @Nullable Sync lastSync) {}

    /** What a laptop's last sync did. */
    @Serdeable
    record Sync(String at, int sent, int applied, int superseded, int conflicts, int deadLettered) {}

    /**
     * What could not be applied and nobody has settled.
     *
     * @param open how many
     * @param latest the last of them, the latest first
     */
    @Serdeable
    record DeadLetters(long open, List<Letter> latest) {}

    /** A record that could not be applied, where it is, and why. */
    @Serdeable
    record Letter(String id, String node, String at, String topic, int partition, long offset, String cause) {}
}
