package dev.tandem.laptop.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import dev.tandem.laptop.connection.ServiceAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A phone that gives one verdict through the service's API. */
final class Phone {
    private final HttpClient http;
    private final String service;
    private final String token;

    Phone(ServiceAddress service, String token) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        service.trust().ifPresent(client::sslContext);
        this.http = client.build();
        this.service = service.url();
        this.token = token;
    }

    /** Gives the verdict; returns once the service has kept it. */
    void assess(String id, String url, Instant at) throws InterruptedException {
        Map<String, String> tap = new LinkedHashMap<>();
        tap.put("id", id);
        tap.put("productUrl", url);
        tap.put("reviewType", "modesty");
        tap.put("decision", "not_modest");
        tap.put("clothingType", "other");
        tap.put("assessedAt", at.toString());
        tap.put("deviceNow", Instant.now().toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/api/assessments"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.line(tap)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            Optional<JsonNode> answer = Json.read(response.body());
            String status = answer.map(a -> a.path("status").asText()).orElse("");
            if (response.statusCode() != 200 || !status.equals("recorded")) {
                throw UserError.failed(
                        "The service answered the test's verdict with " + response.statusCode() + ": " + response.body()
                                + ".",
                        response.statusCode() == 401
                                ? "Pass the token of a reviewer of that service (--token-file)."
                                : "Look at the service's log; is it the one that reads this broker? ./tandem doctor");
            }
        } catch (IOException e) {
            throw UserError.failed(
                    "The service at " + service + " does not answer: "
                            + Objects.requireNonNullElse(e.getMessage(), "there is no connection") + ".",
                    "Start it (./tandem up), or name another (--service-url).",
                    e);
        }
    }
}
