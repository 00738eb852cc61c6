package dev.tandem.torture.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.torture.load.Ledger.Tapped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A reviewer's phone: sends each tap until it is answered, under one id, as the page does. */
final class Phone {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DECISIONS = List.of("modest", "moderately_modest", "not_modest");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);
    private static final long PAUSE_MS = 150;
    private static final long AGAIN_MS = 500;
    private static final long OFFLINE_S = 600;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String serviceUrl;
    private final String reviewer;
    private final String token;
    private final Ledger ledger;
    private final Random random;
    private final Gate gate;
    private Optional<Pending> pending = Optional.empty();

    private record Pending(String id, String url, String decision, long clock, String body) {}

    Phone(String serviceUrl, String reviewer, String token, Ledger ledger, Random random, Gate gate) {
        this.serviceUrl = serviceUrl;
        this.reviewer = reviewer;
        this.token = token;
        this.ledger = ledger;
        this.random = random;
        this.gate = gate;
    }

    /** Taps, or sends again what was not answered; answers how many milliseconds it rests then. */
    long runOnce() throws InterruptedException {
        Pending tap = pending.orElseGet(this::tap);
        pending = Optional.of(tap);
        gate.enter();
        try {
            HttpResponse<String> answer = send(request("/api/assessments")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(tap.body())));
            if (answer.statusCode() / 100 == 5 || answer.statusCode() == 429) {
                return AGAIN_MS;
            }
            pending = Optional.empty();
            String status = JSON.readTree(answer.body()).path("status").asText();
            if (List.of("recorded", "duplicate", "superseded").contains(status)) {
                ledger.tapped(new Tapped(
                        tap.id(),
                        tap.url(),
                        tap.decision(),
                        reviewer,
                        tap.clock(),
                        status,
                        System.currentTimeMillis()));
                afterwards(tap, status);
            } else if (answer.statusCode() != 404) {
                ledger.surprise("the service answers a tap: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException unanswered) {
            return AGAIN_MS;
        } finally {
            gate.leave();
        }
        return random.nextLong(PAUSE_MS, 3 * PAUSE_MS);
    }

    /** Now and then a tap is sent once more although it was answered, or is taken back. */
    private void afterwards(Pending tap, String status) throws IOException, InterruptedException {
        int what = random.nextInt(12);
        if (what == 0) {
            pending = Optional.of(tap);
        } else if (what == 1 && status.equals("recorded")) {
            HttpResponse<String> answer =
                    send(request("/api/assessments/" + tap.id()).DELETE());
            if (answer.statusCode() == 200) {
                ledger.undone(tap.id());
            }
        }
    }

    private Pending tap() {
        String id = UUID.randomUUID().toString();
        String url = Catalog.any(random);
        String decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant tapped = random.nextInt(10) == 0 ? now.minusSeconds(random.nextLong(OFFLINE_S)) : now;
        JsonNode body = JSON.createObjectNode()
                .put("id", id)
                .put("productUrl", url)
                .put("reviewType", "modesty")
                .put("decision", decision)
                .put("clothingType", "dress")
                .put("assessedAt", tapped.toString());
        return new Pending(id, url, decision, ChronoUnit.MICROS.between(Instant.EPOCH, tapped), body.toString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(serviceUrl + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_WITHIN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
