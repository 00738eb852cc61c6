package dev.tandem.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTest {
    private static final Path OPERATIONS = Path.of(System.getProperty("tandem.home", ".."), "operations");
    private static final Pattern LABEL = Pattern.compile("(?:stage|kind)=\"[a-z]+\"");
    private static final Pattern METRIC = Pattern.compile("\\b(tandem|jvm|process)_[a-z_]+");

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first.
    private static TestService service;

    @BeforeAll
    static void start() throws Exception {
        service = TestService.startReviewing(data);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_machine_with_the_token_of_the_data_folder_reads_them_and_nobody_else() throws Exception {
        assertThat(service.nodesClient().get("/prometheus").statusCode()).isEqualTo(200);
        assertThat(service.client().get("/prometheus").statusCode()).isEqualTo(401);
        assertThat(service.pairedClient("Ada").get("/prometheus").statusCode()).isEqualTo(403);
    }

    @Test
    void a_verdict_is_counted_by_what_came_of_it() throws Exception {
        String refused = "{\"id\":\"019fd1f2-6d0c-7a52-8e5e-7d1a2a6d2d5f\",\"productUrl\":\"https://nowhere.example/\","
                + "\"reviewType\":\"modesty\",\"decision\":\"modest\",\"assessedAt\":\"2026-01-31T10:00:00Z\"}";
        service.pairedClient("Ben").post("/api/assessments", refused);
        assertThat(scrape()).contains("tandem_taps_total{outcome=\"rejected\"} 1.0");
    }

    @Test
    void without_a_broker_it_says_so_and_what_waits() throws Exception {
        assertThat(scrape()).contains("tandem_connected 0.0", "tandem_outbox_events ", "tandem_outbox_age_seconds ");
    }

    @Test
    void it_is_ready_as_long_as_its_database_answers() throws Exception {
        JsonNode health = service.client().getJson("/health/readiness");
        assertThat(health.at("/details/database/status").asText()).isEqualTo("UP");
        assertThat(health.at("/details/kafka/status").asText()).isEqualTo("DEGRADED");
        assertThat(service.client().get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void every_metric_of_the_alerts_and_of_the_dashboard_exists() throws Exception {
        Set<String> used = new TreeSet<>();
        JsonNode alerts = new YAMLMapper()
                .readTree(OPERATIONS.resolve("prometheus/alerts.yml").toFile());
        alerts.findValuesAsText("expr").forEach(expression -> addMetrics(expression, used));
        JsonNode dashboard = new ObjectMapper()
                .readTree(OPERATIONS.resolve("grafana/tandem.json").toFile());
        dashboard.findValuesAsText("expr").forEach(expression -> addMetrics(expression, used));
        assertThat(used).hasSizeGreaterThan(10);
        Set<String> existing = new TreeSet<>();
        scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> addMetrics(line, existing));
        assertThat(existing).containsAll(used);
        for (String expression : dashboard.findValuesAsText("expr")) {
            Matcher label = LABEL.matcher(expression);
            while (label.find()) {
                assertThat(scrape()).as(expression).contains(label.group());
            }
        }
    }

    @Test
    void a_review_that_was_decided_is_measured_from_when_it_could_be_seen() throws Exception {
        service.database().queue("https://a.example/seen", "{\"title\": \"Dress\"}");
        String verdict = "{\"id\":\"019fd1f2-6d0c-7a52-8e5e-7d1a2a6d2d60\",\"productUrl\":\"https://a.example/seen"
                + "\",\"reviewType\":\"modesty\",\"decision\":\"modest\",\"assessedAt\":\"2026-01-31T10:00:00Z\"}";
        double before = count("assessed");
        service.pairedClient("Cem").post("/api/assessments", verdict);
        assertThat(count("assessed")).isEqualTo(before + 1);
    }

    @Test
    void a_verdict_of_a_phone_whose_clock_is_ahead_is_counted_and_measured_as_any_that_is_recorded() throws Exception {
        service.database().queue("https://a.example/ahead", "{\"title\": \"Dress\"}");
        String verdict = "{\"id\":\"019fd1f2-6d0c-7a52-8e5e-7d1a2a6d2d61\",\"productUrl\":\"https://a.example/ahead"
                + "\",\"reviewType\":\"modesty\",\"decision\":\"modest\",\"assessedAt\":\""
                + Instant.now().plus(Duration.ofHours(1)) + "\"}";
        double recorded = value("tandem_taps_total{outcome=\"recorded\"} ");
        double measured = count("assessed");
        service.pairedClient("Dan").post("/api/assessments", verdict);
        assertThat(value("tandem_taps_total{outcome=\"recorded\"} ")).isEqualTo(recorded + 1);
        assertThat(count("assessed")).isEqualTo(measured + 1);
    }

    private static double count(String stage) throws Exception {
        return value("tandem_stage_duration_seconds_count{stage=\"" + stage + "\"} ");
    }

    private static double value(String line) throws Exception {
        return scrape().lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    private static void addMetrics(String text, Set<String> names) {
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            names.add(metric.group());
        }
    }

    private static String scrape() throws Exception {
        return service.nodesClient().get("/prometheus").body();
    }
}
