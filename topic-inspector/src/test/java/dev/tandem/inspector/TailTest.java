package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    private static final long FIRST = Instant.parse("2026-01-31T10:00:00Z").toEpochMilli();
    private static final int RECORDS = 1200;

    @TempDir
    static Path folder;

    static LocalBroker broker;
    static KafkaSettings kafka;

    /** Two partitions that take turns, a second between records; one is read long before the other. */
    @BeforeAll
    static void fillTopics() throws Exception {
        broker = LocalBroker.start(folder);
        kafka = KafkaSettings.of(broker.bootstrapServers(), "tandem");
        try (Admin admin = Clients.admin(kafka, Duration.ofSeconds(10))) {
            admin.createTopics(List.of(
                            new NewTopic("tandem.products", 2, (short) 1).configs(Map.of("retention.ms", "-1")),
                            new NewTopic("tandem.followed", 1, (short) 1),
                            new NewTopic("tandem.odd", 1, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            for (int i : IntStream.range(0, RECORDS).toArray()) {
                String value = "{\"url\":\"https://shop.example/" + i + "\",\"columns\":{\"brand\":\"Brand " + i % 3
                        + "\",\"price\":" + i + ".50,\"images\":[\"a" + i + ".jpg\",\"b.jpg\"]}}";
                send(producer, "tandem.products", i % 2, FIRST + i * 1000L, "https://shop.example/" + i, value);
            }
            send(
                    producer,
                    "tandem.odd",
                    0,
                    FIRST,
                    "[\"https://shop.example/7\",\"modesty\"]",
                    "no JSON \u001b[31mred\u009b0m");
            send(producer, "tandem.odd", 0, FIRST, "\u001b]0;title\u0007", "{\"title\":\"\u202eevil \u001b[2J\"}");
            producer.send(new ProducerRecord<>("tandem.odd", 0, FIRST, "bytes", new byte[] {(byte) 0xff, 1}))
                    .get();
            producer.send(new ProducerRecord<String, byte[]>("tandem.odd", 0, FIRST, "nothing", null))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void records_of_all_partitions_come_in_the_order_of_time_an_object_on_each_line() {
        List<JsonNode> lines = lines("tandem.products", "--from", "beginning");
        assertThat(lines).hasSize(RECORDS);
        assertThat(lines).extracting(line -> line.get("at").asText()).isSorted();
        assertThat(lines.get(1).get("partition").asInt()).isEqualTo(1);
        assertThat(lines.get(1).at("/value/columns/price").asText()).isEqualTo("1.5");
    }

    @Test
    void a_short_name_and_no_place_give_the_last_ten_of_each_partition() {
        assertThat(urls("products")).hasSize(20).startsWith(1180).endsWith(1199);
    }

    @Test
    void it_begins_so_many_records_back_or_at_a_time_or_at_the_end() {
        assertThat(urls("products", "--from", "-2")).containsExactly(1196, 1197, 1198, 1199);
        assertThat(urls("products", "--from", "2026-01-31T10:19:55Z")).containsExactly(1195, 1196, 1197, 1198, 1199);
        assertThat(urls("products", "--from", "2100-01-01")).isEmpty();
        assertThat(urls("products", "--from", "end")).isEmpty();
        assertThat(urls("products", "--from", "100000d")).hasSize(RECORDS);
    }

    @Test
    void a_field_chooses_wherever_it_stands_in_the_value() {
        assertThat(urls("products", "--from", "beginning", "--where", "columns.price=700.5"))
                .containsExactly(700);
        assertThat(urls("products", "--from", "beginning", "--where", "value.columns.images=a9.jpg"))
                .containsExactly(9);
        assertThat(urls("products", "--where", "columns.brand=Brand 1", "--where", "partition=0"))
                .containsExactly(1180, 1186, 1192, 1198);
        assertThat(urls("products", "--where", "columns.brand=Nobody")).isEmpty();
    }

    @Test
    void a_key_chooses_and_so_does_a_text_in_it() {
        assertThat(urls("products", "--from", "beginning", "--key", "https://shop.example/31"))
                .containsExactly(31);
        assertThat(lines("tandem.odd", "--key", "modesty")).hasSize(1);
    }

    @Test
    void a_field_that_no_record_has_is_wrong_usage_and_the_fields_are_named() {
        Ran ran = tail("products", "--where", "columns.brnd=Brand 1", "--json");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.json().get("error").asText()).contains("tandem.products", "columns.brnd");
        assertThat(ran.json().get("hint").asText()).contains("columns.brand", "url", "partition");
    }

    @Test
    void what_a_terminal_would_obey_is_escaped() {
        for (Ran ran : List.of(tail("tandem.odd"), tail("tandem.odd", "--json"))) {
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("\\u001B[31mred\\u009B0m", "\\u202Eevil", "\\u001B]0;title\\u0007");
            assertThat(ran.out()).matches("[^\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202e]*");
        }
    }

    @Test
    void values_that_are_no_json_are_shown_as_they_can_be() {
        List<JsonNode> lines = lines("tandem.odd");
        assertThat(lines.get(0).get("value").asText()).startsWith("no JSON");
        assertThat(lines.get(2).get("valueBase64").asText()).isEqualTo("/wE=");
        assertThat(lines.get(3).get("value").isNull()).isTrue();
        assertThat(tail("tandem.odd").out()).contains("offset 0", "  key    bytes", "  bytes  /wE=", "  null");
    }

    @Test
    void a_topic_that_does_not_exist_is_told_and_not_made() {
        for (int i = 0; i < 2; i++) {
            Ran ran = tail("nothing");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("There is no topic nothing", "./tandem topics")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_place_or_a_condition_that_is_none_is_wrong_usage_before_anything_is_asked_for() {
        for (String place : List.of("yesterday", "2026-13-01", "--5", "-1x")) {
            Ran ran = Ran.verb("127.0.0.1:1", "tail", "products", "--from=" + place);
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("is no place in a topic", "2h for two hours ago");
        }
        assertThat(Ran.verb("127.0.0.1:1", "tail", "products", "--where", "brand")
                        .err())
                .contains("is no condition", "FIELD=VALUE");
    }

    @Test
    void following_shows_what_comes_until_nobody_reads() {
        Reader until = new Reader("\"later\"");
        try (KafkaProducer<String, byte[]> producer = Clients.producer(kafka)) {
            send(producer, "tandem.followed", 0, System.currentTimeMillis(), "k", "\"before\"");
            until.onceRead(
                    "\"before\"",
                    () -> send(producer, "tandem.followed", 0, System.currentTimeMillis(), "k", "\"later\""));
            int exitCode = Ran.into(
                    until,
                    OutputStream.nullOutputStream(),
                    kafka.bootstrapServers(),
                    "tail",
                    "tandem.followed",
                    "-f",
                    "--json");
            assertThat(exitCode).isZero();
        }
        assertThat(until.text).contains("\"value\":\"before\"", "\"value\":\"later\"");
    }

    /** Goes away, as {@code head} does, once it has read what it waited for. */
    private static final class Reader extends OutputStream {
        private final StringBuilder text = new StringBuilder();
        private final String last;
        private String awaited = "";
        private Runnable then = () -> {};

        Reader(String last) {
            this.last = last;
        }

        void onceRead(String what, Runnable action) {
            awaited = what;
            then = action;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            text.append(new String(bytes, from, length, StandardCharsets.UTF_8));
            if (text.indexOf(last) >= 0) {
                throw new IOException("Broken pipe");
            }
            if (!awaited.isEmpty() && text.indexOf(awaited) >= 0) {
                awaited = "";
                then.run();
            }
        }
    }

    private static void send(
            KafkaProducer<String, byte[]> producer, String topic, int partition, long time, String key, String value) {
        Future<?> sent = producer.send(
                new ProducerRecord<>(topic, partition, time, key, value.getBytes(StandardCharsets.UTF_8)));
        producer.flush();
        assertThat(sent).isDone();
    }

    private static List<Integer> urls(String... arguments) {
        List<Integer> urls = new ArrayList<>();
        lines(arguments)
                .forEach(line -> urls.add(
                        Integer.valueOf(line.at("/value/url").asText().substring("https://shop.example/".length()))));
        return urls;
    }

    private static List<JsonNode> lines(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Ran ran = tail(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran.lines();
    }

    private static Ran tail(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tail"));
        all.addAll(List.of(arguments));
        return Ran.verb(broker.bootstrapServers(), all.toArray(String[]::new));
    }
}
