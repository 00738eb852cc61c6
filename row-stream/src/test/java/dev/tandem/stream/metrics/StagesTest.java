package dev.tandem.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.History.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final long NOW = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Stages laptop = new Stages(registry, Role.LAPTOP);

    @Test
    void a_verdict_is_measured_from_when_it_was_given_until_it_was_merged() {
        laptop.merged(verdict(NOW - 3_000_000), NOW);
        assertThat(count("merged")).isEqualTo(1);
        assertThat(registry.get("tandem.stage.duration")
                        .tag("stage", "merged")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
    }

    @Test
    void a_verdict_of_which_nobody_knows_when_it_was_given_is_not_measured() {
        laptop.merged(verdict(0), NOW);
        assertThat(count("merged")).isZero();
        assertThat(count("published")).isEqualTo(1);
    }

    private long count(String stage) {
        return registry.get("tandem.stage.duration").tag("stage", stage).timer().count();
    }

    private static Merged.Item verdict(long clock) {
        AssessmentRecorded event = new AssessmentRecorded(
                "https://shop.example/a", clock, false, Verdict.of(Decision.MODEST, null, null, null, null), null);
        return new Merged.Item(
                new Envelope(EventIds.random().next(), "node", NOW - 2_000_000, event),
                new MergeResult(event, Outcome.APPLIED),
                NOW - 1_000_000);
    }
}
