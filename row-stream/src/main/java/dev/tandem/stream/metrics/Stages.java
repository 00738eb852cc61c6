package dev.tandem.stream.metrics;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long the stages of a product's way take: discovered, published, visible, assessed, merged. Each is measured where it ends, by
 * the clocks of the machines between which it lies; what has come to stand there counts, and nothing else.
 */
final class Stages {
    /** A stage, by what it ends with. */
    enum Stage {
        /** From when a change was noticed where it was made until the broker had its event: read off by whoever merges it. */
        PUBLISHED,
        /** From then until the server had merged it, so that reviewers see it. */
        VISIBLE,
        /** From then until the verdict arrived at the server. */
        ASSESSED,
        /** From when the verdict was given, if it says when, until it was merged here. */
        MERGED
    }

    private final Role role;
    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

    Stages(MeterRegistry registry, Role role, Duration... buckets) {
        this.role = role;
        for (Stage stage : Stage.values()) {
            timers.put(
                    stage,
                    Timer.builder("tandem.stage.duration")
                            .description(
                                    "How long a stage of the way took: discovered, published, visible, assessed, merged")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(buckets)
                            .register(registry));
        }
    }

    /** Measures what an event that was merged at this time has come through. Times are microseconds UTC. */
    void merged(Merged.Item item, long now) {
        if (item.result().outcome() != Outcome.APPLIED) {
            return;
        }
        record(Stage.PUBLISHED, item.appendedAt() - item.envelope().time());
        if (role == Role.SERVER && item.envelope().event() instanceof RowEvent) {
            record(Stage.VISIBLE, now - item.appendedAt());
        } else if (role == Role.LAPTOP
                && item.envelope().event() instanceof AssessmentRecorded verdict
                && verdict.clock() > 0) {
            record(Stage.MERGED, now - verdict.clock());
        }
    }

    /** Measures how long a review had been visible when its verdict arrived, in microseconds. */
    void assessed(long micros) {
        record(Stage.ASSESSED, micros);
    }

    /** Clocks differ: what seems to have ended before it began took no time. */
    private void record(Stage stage, long micros) {
        Timer timer = timers.get(stage);
        if (timer != null) {
            timer.record(Duration.ofNanos(Math.max(0, micros) * 1000));
        }
    }
}
