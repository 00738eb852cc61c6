package dev.tandem.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A reviewer's phone: it speaks the service's API over HTTP, one verdict at a time. */
final class Phone {
    private static final Duration MERGED_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CLOTHING_TYPES =
            Set.of("dress", "top", "dress_top", "bottom", "outerwear", "other");
    private static final List<String> DECISIONS = List.of("modest", "not_modest", "moderately_modest", "modest");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final EventIds ids = EventIds.random();
    private final URI service;
    private final String token;
    private final ZoneId zone;
    private final StopSignal stop;

    Phone(String serviceUrl, String token, ZoneId zone, StopSignal stop) {
        this.service = URI.create(serviceUrl + "/");
        this.token = token;
        this.zone = zone;
        this.stop = stop;
    }

    /** A verdict as it was given, and the time of the tap as the databases should hold it. */
    record Verdict(String productUrl, String title, String decision, String clothingType, String assessedAtText) {}

    /** Takes the first pending reviews and answers them. */
    List<Verdict> assess(int count) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonNode item : pending(count)) {
            if (stop.requested()) {
                throw Demo.stopped();
            }
            if (verdicts.size() < count) {
                verdicts.add(assess(item, DECISIONS.get(verdicts.size() % DECISIONS.size())));
            }
        }
        return verdicts;
    }

    /** So many reviews, or what there is where a server that has much to do has not merged as many for a while. */
    private JsonNode pending(int count) throws IOException, InterruptedException {
        long until = System.nanoTime() + MERGED_WITHIN.toNanos();
        while (true) {
            JsonNode items = send(request("api/queue?reviewType=modesty&limit=" + count)
                            .GET())
                    .path("items");
            if (items.size() >= count || System.nanoTime() > until) {
                return items;
            }
            Thread.sleep(ASK_AGAIN.toMillis());
        }
    }

    private Verdict assess(JsonNode item, String decision) throws IOException, InterruptedException {
        Instant tapped = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String suggested = item.path("clothingType").asText("");
        String clothingType = CLOTHING_TYPES.contains(suggested) ? suggested : "dress";
        String productUrl = item.path("productUrl").asText();
        ObjectNode body = JSON.createObjectNode();
        body.put("id", ids.next().toString()).put("productUrl", productUrl).put("reviewType", "modesty");
        body.put("decision", decision).put("clothingType", clothingType);
        body.put("assessedAt", tapped.toString()).put("deviceNow", Instant.now().toString());
        JsonNode answer = send(request("api/assessments")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        if (!answer.path("status").asText().equals("recorded")) {
            throw UserError.failed(
                    "The service answered a verdict on " + productUrl + " with: " + answer,
                    "Run the demo with --debug and report what it prints.");
        }
        return new Verdict(
                productUrl,
                item.path("title").asText(""),
                decision,
                clothingType,
                Timestamps.formatNaive(Timestamps.toMicros(tapped), zone));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw UserError.failed(
                    "The service answered " + response.uri() + " with status " + response.statusCode() + ": "
                            + response.body(),
                    "Run the demo with --debug and report what it prints.");
        }
        return JSON.readTree(response.body());
    }
}
