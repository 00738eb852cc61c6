package dev.tandem.service.assessment;

import dev.tandem.service.access.Reviewer;
import java.util.List;

/** Keeps verdicts: what the phone's API needs of the engine. */
public interface VerdictRecorder {
    /**
     * Keeps verdicts. When it returns, each that was recorded is committed together with its outbox entry: nothing that
     * happens later loses it. Nothing waits for Kafka.
     *
     * @return one outcome for each verdict, in the same order
     */
    List<Outcome> record(List<PhoneVerdict> verdicts, Reviewer reviewer);
}
