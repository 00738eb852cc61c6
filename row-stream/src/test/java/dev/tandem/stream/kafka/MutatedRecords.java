package dev.tandem.stream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.schema.event.RowEvent.ReviewRequested;
import dev.tandem.schema.event.RowEvent.RowUpserted;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Valid records of each kind, in which a seed has changed bytes, values of the JSON and headers. */
public final class MutatedRecords {
    private static final long CLOCK = 1_763_632_800_000_000L;
    private static final String URL = "https://shop.example/a";

    /** What stands in the place of a value of the JSON. */
    private static final List<String> JSON = List.of(
            "1e400",
            "-1e400",
            "1e-400",
            "1" + "0".repeat(30),
            "-9223372036854775809",
            "1e999999999",
            "null",
            "true",
            "[]",
            "{}",
            "[".repeat(1_500) + "]".repeat(1_500),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900),
            "\"\"",
            "\"\\ud800\"",
            "\"a\\u0000b\"",
            "{\"real\":\"NaN\"}",
            "{\"real\":\"-Infinity\"}",
            "{\"real\":\"1e400\"}",
            "{\"blob\":\"!\"}",
            "{\"blob\":\"AAEC\"}",
            "\"0000-01-01T00:00:00+18:00\"",
            "\"0000-01-01\"",
            "\"1969-12-31T23:59:59.999999Z\"",
            "\"9999-12-31T23:59:59.999999Z\"",
            "\"9999-12-31T23:59:59-18:00\"",
            "\"+300000-01-01T00:00:00Z\"",
            "\"-0001-01-01T00:00:00Z\"",
            "\"2025-11-20T10:00:00+99:99\"",
            "\"0-0-0-0-0\"",
            "NaN");

    private static final List<String> HEADERS = List.of(
            "",
            " ",
            "\0",
            "+300000-01-01T00:00:00Z",
            "-300000-01-01T00:00:00Z",
            "+200000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+18:00",
            "0-0-0-0-0",
            "http://[::1]/x",
            "urn:tool",
            "a b",
            "/nodes/",
            "/nodes/\u00e9",
            "0.3",
            "2.0",
            "application/cloudevents+json",
            "application/cloudevents-batch+json; charset=no",
            "text/plain",
            "dev.tandem.RowRemoved.v1",
            "dev.tandem.SyncCompleted.v1",
            "dev.tandem.ProductListed.v999999",
            "\ud800");

    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|[-0-9.eE]+|null|true|false|\\{\\})");

    private final Random random;

    /** As this seed has it. */
    public MutatedRecords(long seed) {
        random = new Random(seed);
    }

    /** A valid record. */
    public static ProducerRecord<String, byte[]> listed() {
        return record(new ProductListed(URL, CLOCK, false, Columns.of(Map.of("title", "Dress")), List.of()), 1);
    }

    /** The next one. */
    public ProducerRecord<String, byte[]> next() {
        ProducerRecord<String, byte[]> record = valid();
        byte @Nullable [] value = record.value();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            switch (random.nextInt(5)) {
                case 0 -> value = value == null ? null : bytes(value);
                case 1, 2 -> value = value == null ? null : json(value);
                case 3 -> header(record);
                default -> value = random.nextInt(20) == 0 ? null : value;
            }
        }
        return new ProducerRecord<>(
                record.topic(), null, random.nextInt(10) == 0 ? null : record.key(), value, record.headers());
    }

    private ProducerRecord<String, byte[]> valid() {
        UUID id = new UUID(0x0199_0000_0000_7000L | random.nextInt(1 << 12), random.nextLong());
        Version version = new Version(CLOCK, id);
        Columns columns = Columns.of(Map.of("title", "Dress " + random.nextInt(9), "price", 695, "weight", 0.25));
        List<OlderColumns> older = List.of(new OlderColumns(version, Columns.of(Map.of("neckline", "boat"))));
        Verdict verdict = Verdict.of(Decision.MODEST, "dress", "lovely", "Ada", "2025-11-20 10:00:00");
        String url = URL + random.nextInt(9);
        List<TandemEvent> events = List.of(
                new ProductListed(url, CLOCK, false, columns, older),
                new ProductRemoved(url, CLOCK, false),
                new ReviewRequested(url, "modesty", CLOCK, false, columns, List.of()),
                new RowUpserted(
                        new RowKey("catalog_products", List.of("catalog_url", "retailer"), List.of(url, 7L)),
                        CLOCK,
                        false,
                        columns,
                        older),
                new AssessmentRecorded(url, CLOCK, false, verdict, version),
                new AssessmentRetracted(url, ReviewType.MODESTY, CLOCK, false, version, verdict),
                new SyncCompleted(
                        "a-laptop",
                        "laptop",
                        CLOCK,
                        List.of(new OffsetRange("tandem.products", 0, 1, 2)),
                        1,
                        2,
                        3,
                        4,
                        5,
                        "00000000000000aa",
                        List.of("another")),
                new EventDeadLettered(
                        "a-laptop", "why", "tandem.products", 0, 7, CLOCK, "k", Map.of("ce_id", id.toString()), "AAEC"),
                new DeadLetterSettled("00aa00aa00aa", DeadLetterSettled.DISCARDED, CLOCK));
        return record(events.get(random.nextInt(events.size())), random.nextInt());
    }

    private static ProducerRecord<String, byte[]> record(TandemEvent event, int number) {
        UUID id = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
        return Records.ofTool("topic", "[\"a-laptop\",\"k\"]", new Envelope(id, "a-laptop", CLOCK, event));
    }

    private byte[] bytes(byte[] value) {
        byte[] changed = value.clone();
        for (int i = 0; i < changed.length && i < 1 + random.nextInt(4); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length + 1)) : changed;
    }

    private byte[] json(byte[] value) {
        String text = new String(value, UTF_8);
        Matcher matcher = VALUE.matcher(text);
        List<MatchResult> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.toMatchResult());
        }
        if (all.isEmpty()) {
            return value;
        }
        MatchResult one = all.get(random.nextInt(all.size()));
        String other = JSON.get(random.nextInt(JSON.size()));
        return (text.substring(0, one.start()) + other + text.substring(one.end())).getBytes(UTF_8);
    }

    private void header(ProducerRecord<String, byte[]> record) {
        Header[] all = record.headers().toArray();
        String name = random.nextInt(8) == 0 || all.length == 0 ? "ce_answers" : all[random.nextInt(all.length)].key();
        byte @Nullable [] value = HEADERS.get(random.nextInt(HEADERS.size())).getBytes(UTF_8);
        int kind = random.nextInt(6);
        if (kind == 0) {
            value = null;
        } else if (kind == 1) {
            value = new byte[random.nextInt(20)];
            random.nextBytes(value);
        } else {
            record.headers().remove(name);
        }
        if (random.nextInt(6) > 0) {
            record.headers().add(name, value);
        }
    }

    /** A record as a failed test tells it. */
    public static String text(ProducerRecord<String, byte[]> record) {
        byte[] value = record.value();
        StringBuilder text = new StringBuilder("key ").append(record.key());
        record.headers().forEach(header -> text.append(", ").append(header));
        return text.append(", value ")
                .append(value == null ? null : new String(value, UTF_8))
                .toString();
    }
}
