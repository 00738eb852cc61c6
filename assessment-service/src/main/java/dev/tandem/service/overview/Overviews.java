package dev.tandem.service.overview;

import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.access.PairedNode;
import dev.tandem.service.access.PairedNodes;
import dev.tandem.service.overview.OperatorTopics.Known;
import dev.tandem.service.overview.Overview.ConflictCount;
import dev.tandem.service.overview.Overview.Day;
import dev.tandem.service.overview.Overview.Laptop;
import dev.tandem.service.overview.Overview.Pending;
import dev.tandem.service.overview.Overview.Sync;
import dev.tandem.service.overview.Overview.Verdicts;
import dev.tandem.service.queue.Counting;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.register.VerdictDays;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the overview together. */
@Singleton
class Overviews {
    private final ServerDatabase database;
    private final ServerStream stream;
    private final Counting counting;
    private final PairedNodes paired;
    private final OperatorTopics topics;

    Overviews(
            ServerDatabase database,
            ServerStream stream,
            Counting counting,
            PairedNodes paired,
            OperatorTopics topics) {
        this.database = database;
        this.stream = stream;
        this.counting = counting;
        this.paired = paired;
        this.topics = topics;
    }

    /** With that many days of verdicts, the last of which is today at that place. */
    Overview of(int days, ZoneId place) {
        Known known = topics.look();
        return new Overview(
                stream.state().link().name().toLowerCase(Locale.ROOT),
                Pending.of(counting.waiting()),
                verdicts(days, place),
                database.reader().read("read", sql -> new ConflictCount(Conflicts.open(sql), Conflicts.inAll(sql))),
                laptops(known.receipts()),
                known.letters());
    }

    private Verdicts verdicts(int days, ZoneId place) {
        LocalDate today = LocalDate.ofInstant(database.context().clock().instant(), place);
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, Map<Decision, Long>> counts = database.reader()
                .read(
                        "read",
                        sql -> VerdictDays.since(
                                sql, first, place, database.context().zone()));
        return new Verdicts(
                place.getId(),
                first.datesUntil(today.plusDays(1))
                        .map(day -> day(day, counts.getOrDefault(day, Map.of())))
                        .toList());
    }

    private static Day day(LocalDate day, Map<Decision, Long> counts) {
        return new Day(
                day.toString(),
                sum(counts, Decision.MODEST, Decision.MODERATELY_MODEST),
                sum(counts, Decision.NOT_MODEST),
                sum(counts, Decision.DUPLICATE, Decision.NOT_DUPLICATE));
    }

    private static long sum(Map<Decision, Long> counts, Decision... decisions) {
        return Stream.of(decisions)
                .mapToLong(decision -> counts.getOrDefault(decision, 0L))
                .sum();
    }

    private List<Laptop> laptops(Map<String, SyncCompleted> receipts) {
        List<PairedNode> standing = paired.listOrderByAddedAt().stream()
                .filter(laptop -> laptop.revokedAt() == null)
                .toList();
        Set<String> named = standing.stream().map(PairedNode::node).collect(Collectors.toSet());
        return Stream.concat(
                        standing.stream()
                                .map(laptop -> new Laptop(
                                        laptop.node(),
                                        laptop.name(),
                                        laptop.lastSeenAt() == null
                                                ? null
                                                : laptop.lastSeenAt().toString(),
                                        sync(receipts.get(laptop.node())))),
                        receipts.values().stream()
                                .filter(receipt -> !named.contains(receipt.node()))
                                .sorted((a, b) -> Long.compare(b.completedAt(), a.completedAt()))
                                .map(receipt -> new Laptop(receipt.node(), null, null, sync(receipt))))
                .toList();
    }

    private static @Nullable Sync sync(@Nullable SyncCompleted receipt) {
        return receipt == null
                ? null
                : new Sync(
                        Timestamps.format(receipt.completedAt()),
                        receipt.sent(),
                        receipt.applied(),
                        receipt.superseded(),
                        receipt.conflicts(),
                        receipt.deadLettered());
    }
}
