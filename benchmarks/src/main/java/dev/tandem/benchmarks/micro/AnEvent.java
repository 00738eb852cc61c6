package dev.tandem.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.benchmarks.Products;
import dev.tandem.benchmarks.WaitingVerdicts;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done with each event that comes or goes; each beside the least that a library would have to do. For JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnEvent {
    private static final String ASSESSED_AT = "2025-11-20T10:00:00.123456";

    private final ObjectMapper json = new ObjectMapper();
    private final ConsumerRecord<String, byte[]> record =
            new WaitingVerdicts().on(List.of(42)).get(0);
    private final Envelope envelope = Records.toEnvelope(record);
    private final JsonNode tree = tree(record.value());
    private final Columns row = Columns.of(Map.of(
            "title",
            "Linen Dress",
            "url",
            Products.url(42),
            "price",
            95,
            "description",
            "A dress of linen. ".repeat(8)));
    private final byte[] rowBytes = row.toString().getBytes(StandardCharsets.UTF_8);

    /** A record becomes an event. */
    @Benchmark
    public Object read() {
        return Records.toEnvelope(record);
    }

    /** The same bytes become a tree. */
    @Benchmark
    public Object readReference() {
        return tree(record.value());
    }

    /** An event becomes text. */
    @Benchmark
    public Object write() {
        return EventJson.write(envelope.event());
    }

    /** The same tree becomes text. */
    @Benchmark
    public Object writeReference() throws IOException {
        return json.writeValueAsString(tree);
    }

    /** A row becomes 64 bits. */
    @Benchmark
    public long hash() {
        return ContentHash.of(row);
    }

    /** A digest of its text. */
    @Benchmark
    public Object hashReference() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(rowBytes);
    }

    /** A timestamp in one of three formats becomes microseconds. */
    @Benchmark
    public long timestamp() {
        return Timestamps.parse(ASSESSED_AT, ZoneOffset.UTC);
    }

    /** A timestamp in one format becomes an object. */
    @Benchmark
    public Object timestampReference() {
        return LocalDateTime.parse(ASSESSED_AT, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
