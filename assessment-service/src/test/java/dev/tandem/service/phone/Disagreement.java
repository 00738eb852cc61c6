package dev.tandem.service.phone;

import dev.tandem.service.Tap;
import dev.tandem.service.TestService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two reviewers who decide differently, neither knowing of the other. */
final class Disagreement {
    private Disagreement() {}

    /** The same on so many products more, each list posted at once. */
    static void overMany(TestService service, int products) throws Exception {
        Instant bea = Instant.now().minus(1, ChronoUnit.HOURS);
        List<String> urls = IntStream.range(0, products)
                .mapToObj(i -> "https://shop.example/many/" + i)
                .toList();
        for (String url : urls) {
            service.database().queue(url, "{}");
        }
        post(service, "Ada", urls, "modest", bea.minus(1, ChronoUnit.MINUTES));
        post(service, "Bea", urls, "not_modest", bea);
    }

    private static void post(TestService service, String reviewer, List<String> urls, String decision, Instant at)
            throws Exception {
        service.pairedClient(reviewer)
                .post(
                        "/api/assessments",
                        urls.stream()
                                .map(url -> Tap.on(url, decision, at.toString()).toString())
                                .collect(Collectors.joining(",", "[", "]")));
    }

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
