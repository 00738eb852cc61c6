package dev.tandem.benchmarks;

import dev.tandem.service.RunningService;
import dev.tandem.service.ServiceOptions;
import dev.tandem.service.access.AccessDatabase;
import dev.tandem.service.access.Secret;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.capture.Capture;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Fifty phones give verdicts at once, over HTTP: how many a second, and how long each waits for its answer. */
public final class FiftyPhones {
    private static final int PHONES = 50;
    private static final int PRODUCTS = 60_000;
    private static final long NANOS = 5_000_000_000L;

    private final Path data;
    private final AtomicInteger product = new AtomicInteger();

    private FiftyPhones(Path data) {
        this.data = data;
    }

    /** A phone's next verdict. */
    private interface Phone {
        void assess(int product) throws IOException, InterruptedException;
    }

    /** Prints what each way makes of the same load. */
    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tandem-phones");
        FiftyPhones bench = new FiftyPhones(data);
        System.out.println(PHONES + " phones, each posts its next verdict when the last is answered");
        System.out.printf(Locale.ROOT, "%-34s%14s%12s%12s%12s%n", "", "verdicts/s", "median ms", "99 % ms", "max ms");
        bench.queue();
        bench.http();
    }

    private void queue() {
        try (ServerDatabase database = open()) {
            database.file().write("queue products in", sql -> {
                sql.update("""
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        INSERT INTO assessment_queue (product_url, retailer, review_type, product_data)
                        SELECT 'https://shop.example/' || i, 'shop', 'modesty', '{"title": "Dress"}' FROM n
                        """, PRODUCTS);
                return true;
            });
            new Capture(database.file(), database.context()).run();
        }
    }

    private void http() throws Exception {
        List<Secret> tokens = Stream.generate(Secret::token).limit(PHONES).toList();
        pair(tokens);
        ServiceOptions options = new ServiceOptions(
                "127.0.0.1",
                0,
                data,
                data.resolve("products.db"),
                Optional.empty(),
                KafkaSettings.of("localhost:1", "tandem"),
                ZoneOffset.UTC,
                NodeContext.DEFAULT_TOLERANCE,
                ConflictPolicy.LATEST,
                List.of());
        try (RunningService service = RunningService.start(options, note -> {})) {
            HttpClient http = HttpClient.newHttpClient();
            Phone phone = number -> post(http, service.url(), tokens.get(number % PHONES), number);
            measure("warming up", phone);
            measure("over HTTP", phone);
        }
    }

    private void measure(String what, Phone phone) throws Exception {
        long end = System.nanoTime() + NANOS;
        List<Callable<List<Long>>> phones = new ArrayList<>();
        for (int i = 0; i < PHONES; i++) {
            phones.add(() -> {
                List<Long> took = new ArrayList<>();
                for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
                    phone.assess(product.incrementAndGet());
                    took.add(System.nanoTime() - before);
                }
                return took;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(PHONES);
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> each : threads.invokeAll(phones)) {
            all.addAll(each.get());
        }
        threads.shutdown();
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-34s%14.0f%12.1f%12.1f%12.1f%n",
                what,
                sorted.length / (NANOS / 1e9),
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1));
        if (product.get() > PRODUCTS) {
            throw new IllegalStateException("there were too few products; raise PRODUCTS");
        }
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1e6;
    }

    private ServerDatabase open() {
        return ServerDatabase.open(
                data.resolve("products.db"),
                ZoneOffset.UTC,
                NodeContext.DEFAULT_TOLERANCE,
                ConflictPolicy.LATEST,
                List.of());
    }

    private static String url(int number) {
        return "https://shop.example/" + number;
    }

    private void pair(List<Secret> tokens) throws IOException, SQLException {
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

    private static void post(HttpClient http, String url, Secret token, int number)
            throws IOException, InterruptedException {
        String body = """
                {"id": "%s", "productUrl": "%s", "reviewType": "modesty", "decision": "modest", "clothingType": "dress"}""".formatted(UUID.randomUUID(), url(number));
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
}
