package dev.tandem.service.phone;

import dev.tandem.service.Tap;
import dev.tandem.service.TestService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Two reviewers who decide differently, neither knowing of the other. */
final class Disagreement {
    private Disagreement() {}

    /** Ada finds it modest, and Bea does not a minute later. */
    static void over(TestService service, String url) throws Exception {
        Instant bea = Instant.now().minus(1, ChronoUnit.HOURS);
        Tap first = Tap.on(url, "modest", bea.minus(1, ChronoUnit.MINUTES).toString())
                .with("notes", "Sleeves cover the elbow.");
        service.pairedClient("Ada").post("/api/assessments", first.toString());
        service.pairedClient("Bea")
                .post(
                        "/api/assessments",
                        Tap.on(url, "not_modest", bea.toString()).toString());
    }
}
