package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a new product: from a shop's feed through the laptop's file to a phone, and the verdict's way back. */
class FeedToPhoneTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRODUCTS = 10;

    @TempDir
    Path folder;

    private Api phone = new Api("", "");

    @Test
    void what_a_feed_brings_is_seen_on_the_phone_assessed_and_back_in_the_file_after_a_sync() throws Exception {
        Path real = Tandem.realFile("products-2025-11-12.db");
        assumeTrue(Files.exists(real), "the real file is not on this machine");
        Path database = Files.write(folder.resolve("products.db"), Tandem.bytes(real));
        done("adopt", database.toString());
        try (Running up = Tandem.start(folder, "up", "--port", "0", "--broker-port", "0", "--data", "data")) {
            phone = new Api(
                    up.ready().path("serviceUrl").asText(),
                    done("reviewers", "add", "Ada", "--data", "data")
                            .path("token")
                            .asText());
            Laptop laptop = Laptop.in(database);
            laptop.sync(up);

            JsonNode run = done(
                    "catalog",
                    "run",
                    "--retailer",
                    "linden",
                    "--category",
                    "dresses",
                    "--feed",
                    feed().toString(),
                    "--database",
                    database.toString(),
                    "--bootstrap-servers",
                    up.ready().path("bootstrapServers").asText());
            assertThat(run.path("new").asInt()).as(run.toString()).isEqualTo(PRODUCTS);
            assertThat(run.path("pending").asInt()).as(run.toString()).isZero();
            // The server answers for what was pushed before a sync ends.
            laptop.sync(up);

            List<String> seen = seenOnThePhone();
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, PRODUCTS)
                            .mapToObj(FeedToPhoneTest::url)
                            .toList());
            Map<String, Instant> verdicts = assess(seen);

            laptop.sync(up);
            assertThat(laptop.verdictsBy("Ada")).isEqualTo(verdicts);
        }
    }

    private Path feed() throws Exception {
        return Files.writeString(
                folder.resolve("feed.json"),
                IntStream.rangeClosed(1, PRODUCTS)
                        .mapToObj(i -> "{\"url\": \"" + url(i) + "\", \"title\": \"Linden dress " + i
                                + "\", \"price\": \"$1," + (100 + i) + ".00\"}")
                        .collect(Collectors.joining(",\n", "[", "]")));
    }

    private static String url(int number) {
        return "https://linden.example/dresses/" + number + "?from=feed";
    }

    private List<String> seenOnThePhone() throws Exception {
        List<String> seen = new ArrayList<>();
        for (JsonNode item : phone.get("/api/queue?retailer=linden").path("items")) {
            assertThat(item.path("reviewType").asText()).isEqualTo("modesty");
            assertThat(item.path("title").asText()).startsWith("Linden dress ");
            seen.add(item.path("productUrl").asText());
        }
        return seen;
    }

    /** A verdict on each, in one list, as a phone sends them that was without a connection. */
    private Map<String, Instant> assess(List<String> products) throws Exception {
        ArrayNode list = JSON.createArrayNode();
        Map<String, Instant> verdicts = new TreeMap<>();
        for (String product : products) {
            Instant at = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(verdicts.size());
            verdicts.put(product, at);
            list.addObject()
                    .put("id", UUID.randomUUID().toString())
                    .put("productUrl", product)
                    .put("reviewType", "modesty")
                    .put("decision", verdicts.size() % 2 == 0 ? "modest" : "not_modest")
                    .put("clothingType", "dress")
                    .put("assessedAt", at.toString());
        }
        JsonNode answers = phone.post("/api/assessments", list);
        assertThat(answers.findValuesAsText("status"))
                .as(answers.toString())
                .hasSize(PRODUCTS)
                .containsOnly("recorded");
        return verdicts;
    }

    private JsonNode done(String... verb) throws Exception {
        Tandem.Answer answer = Tandem.run(folder, verb);
        assertThat(answer.exitCode()).as(answer.said() + answer.json()).isZero();
        return answer.json();
    }
}
