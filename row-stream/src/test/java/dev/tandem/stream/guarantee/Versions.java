package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The versions that verdicts must have had, worked out from what was issued and when the broker appended it; by no code
 * of the engine's. A laptop's clock that is more than five minutes ahead of its record's first append counts as that.
 */
final class Versions {
    private static final long TOLERANCE = Duration.ofMinutes(5).toMillis() * 1000;

    private final Map<String, Ruled> byId = new LinkedHashMap<>();

    /** A verdict with the version that the rule gives it. */
    record Ruled(String id, long clock, boolean capped, AssessmentEvent event, Issued issued) {
        String register() {
            return event.productUrl() + " " + event.reviewType();
        }

        @Nullable
        String decision() {
            return event.verdict().map(verdict -> verdict.decision().text()).orElse(null);
        }

        @Nullable
        Version basedOn() {
            return event.basedOn();
        }

        boolean isAfter(Ruled other) {
            return clock != other.clock ? clock > other.clock : id.compareTo(other.id) > 0;
        }

        /** Whether somebody who saw that version saw this one, or what came after it. */
        boolean isKnownTo(@Nullable Version seen) {
            return seen != null
                    && (seen.clock() > clock
                            || (seen.clock() == clock
                                    && seen.eventId().toString().compareTo(id) >= 0));
        }
    }

    static Versions of(World world) {
        Map<String, Long> appended = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : world.wire.log(Topic.CHANGES)) {
            appended.merge(id(record), record.timestamp() * 1000, Math::min);
        }
        Set<String> sent = new HashSet<>(appended.keySet());
        world.wire.log(Topic.ASSESSMENTS).forEach(record -> sent.add(id(record)));
        Versions versions = new Versions();
        for (Issued issued : world.issued()) {
            if (issued.envelope().event() instanceof AssessmentEvent event) {
                UUID id = issued.envelope().id();
                boolean request = issued.by() != Who.SERVER && event instanceof AssessmentRetracted;
                boolean unsent = world.chronicle.perhapsUnsent.contains(id) && !sent.contains(id.toString());
                if (!request && !unsent) {
                    versions.byId.putIfAbsent(id.toString(), ruled(id, event, issued, appended));
                }
            }
        }
        return versions;
    }

    static String id(ConsumerRecord<String, byte[]> record) {
        var id = record.headers().lastHeader("ce_id");
        return id == null ? "" : new String(id.value(), StandardCharsets.UTF_8);
    }

    private static Ruled ruled(UUID id, AssessmentEvent event, Issued issued, Map<String, Long> appended) {
        long never = Long.MAX_VALUE - TOLERANCE;
        long arrival = issued.by() == Who.SERVER ? never : appended.getOrDefault(id.toString(), never);
        boolean capped = event.clock() > arrival + TOLERANCE;
        return new Ruled(id.toString(), capped ? arrival : event.clock(), capped, event, issued);
    }

    @Nullable
    Ruled of(String id) {
        return byId.get(id);
    }

    List<Ruled> all() {
        return new ArrayList<>(byId.values());
    }

    /** The greatest of each register. */
    Map<String, Ruled> greatest() {
        Map<String, Ruled> greatest = new HashMap<>();
        for (Ruled one : byId.values()) {
            greatest.merge(one.register(), one, (a, b) -> b.isAfter(a) ? b : a);
        }
        return greatest;
    }
}
