package dev.tandem.benchmarks.installation;

import dev.tandem.benchmarks.Products;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reviewers' phones, each with a credential of its own. */
final class Phones {
    private static final Duration PAIR_WITHIN = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String serviceUrl;
    private final List<String> tokens;

    private Phones(String serviceUrl, List<String> tokens) {
        this.serviceUrl = serviceUrl;
        this.tokens = tokens;
    }

    /** So many reviewers; each limit of the service is for one device. A few phones share a reviewer's credential. */
    static Phones pair(Installation installation, int phones) throws InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (int reviewer = 0; reviewer < Math.min(phones, 5); reviewer++) {
            tokens.add(installation
                    .run(
                            List.of("reviewers", "add", "Reviewer " + reviewer, "--data", installation.data()),
                            PAIR_WITHIN)
                    .path("token")
                    .asText());
        }
        return new Phones(installation.serviceUrl(), tokens);
    }

    String url(int product) {
        return Products.url(product);
    }

    /** A tap; returns when the server has answered. */
    void assess(int phone, String productUrl) throws Exception {
        String body = """
                {"id": "%s", "productUrl": "%s", "reviewType": "modesty", "decision": "modest", "clothingType": "dress"}""".formatted(UUID.randomUUID(), productUrl);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(serviceUrl + "/api/assessments"))
                        .header("Authorization", "Bearer " + tokens.get(phone % tokens.size()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("recorded")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
