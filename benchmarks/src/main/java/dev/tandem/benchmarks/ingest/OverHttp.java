package dev.tandem.benchmarks.ingest;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Products;
import dev.tandem.benchmarks.report.Goal;
import dev.tandem.benchmarks.report.Result;
import dev.tandem.benchmarks.report.Spread;
import dev.tandem.service.RunningService;
import dev.tandem.service.ServiceOptions;
import dev.tandem.service.access.AccessDatabase;
import dev.tandem.service.access.Secret;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Fifty phones that post their next verdict when the last is answered: how many a second, and how long each waits. */
final class OverHttp {
    private static final int PHONES = 50;
    private static final double ANSWERED_WITHIN_MS = 200;

    private final String url;
    private final List<Secret> tokens;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();

    private OverHttp(String url, List<Secret> tokens) {
        this.url = url;
        this.tokens = tokens;
    }

    /** Measures a service of its own, in this process. */
    static List<Result> measured(Bench bench, String benchmark, Path data, Duration length) throws Exception {
        Path path = data.resolve("products.db");
        Products.make(path, Ingest.PRODUCTS);
        try (ServerDatabase database = ServerDatabase.open(
                path, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE, ConflictPolicy.LATEST, List.of())) {
            Ingest.queue(database);
        }
        List<Secret> tokens = Stream.generate(Secret::token).limit(PHONES).toList();
        pair(data, tokens);
        ServiceOptions options = new ServiceOptions(
                "127.0.0.1",
                0,
                data,
                path,
                Optional.empty(),
                KafkaSettings.of("localhost:1", "tandem"),
                ZoneOffset.UTC,
                NodeContext.DEFAULT_TOLERANCE,
                ConflictPolicy.LATEST,
                List.of());
        List<Double> rates = new ArrayList<>();
        List<Double> nearlyAll = new ArrayList<>();
        try (RunningService service = RunningService.start(options, note -> {})) {
            OverHttp phones = new OverHttp(service.url(), tokens);
            for (int round = -1; round < bench.rounds(); round++) {
                bench.progress()
                        .accept(PHONES + " phones over HTTP" + (round < 0 ? ", warming up" : ", round " + (round + 1)));
                double[] took = phones.round(length);
                if (round >= 0) {
                    rates.add(took.length / (length.toNanos() / 1e9));
                    nearlyAll.add(took[took.length * 99 / 100]);
                }
            }
        }
        String measure = PHONES + " phones over HTTP";
        return List.of(
                Result.of(benchmark, measure, "taps/s", Spread.of(rates)),
                Result.of(benchmark, measure + ", 99 % answered within", "ms", Spread.of(nearlyAll))
                        .goal(Goal.atMost(ANSWERED_WITHIN_MS)));
    }

    /** The milliseconds that each verdict took, in order. */
    private double[] round(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Callable<List<Double>>> phones = new ArrayList<>();
        for (Secret token : tokens) {
            phones.add(() -> {
                List<Double> took = new ArrayList<>();
                for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                    post(token, next.getAndIncrement());
                    took.add((System.nanoTime() - before) / 1e6);
                }
                return took;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(PHONES);
        try {
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> each : threads.invokeAll(phones)) {
                all.addAll(each.get());
            }
            return all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        } finally {
            threads.shutdownNow();
        }
    }

    private void post(Secret token, int number) throws IOException, InterruptedException {
        String decision = number / Ingest.PRODUCTS % 2 == 0 ? "modest" : "not_modest";
        String body = """
                {"id": "%s", "productUrl": "%s", "reviewType": "modesty", "decision": "%s", "clothingType": "dress"}""".formatted(UUID.randomUUID(), Products.url(number % Ingest.PRODUCTS), decision);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/api/assessments"))
                        .header("Authorization", "Bearer " + token.text())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static void pair(Path data, List<Secret> tokens) throws IOException, SQLException {
        try (Connection access = AccessDatabase.open(data);
                var reviewer = access.prepareStatement("INSERT INTO reviewers (name, added_at) VALUES ('Ada', 0)");
                var device = access.prepareStatement("""
                        INSERT INTO devices (id, reviewer, kind, label, token_hash, added_at)
                        VALUES (?, 'Ada', 'program', 'bench', ?, 0)
                        """)) {
            reviewer.executeUpdate();
            for (Secret token : tokens) {
                device.setString(1, token.text());
                device.setString(2, token.hash());
                device.executeUpdate();
            }
        }
    }
}
