package dev.tandem.inspector.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.cli.output.Escapes;
import dev.tandem.stream.kafka.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of any kind, as programs and as people read it. */
final class Shown {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY =
            JSON.writer(new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n")));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private Shown() {}

    /**
     * All of it as one object: {@code topic}, {@code partition}, {@code offset}, {@code at} (when the broker appended it),
     * {@code key}, {@code type} and {@code node} of an event, all {@code headers}, and the {@code value}: JSON as it is, other
     * text as text, other bytes in Base64 under {@code valueBase64}.
     */
    static ObjectNode json(ConsumerRecord<String, byte[]> record) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("topic", record.topic());
        shown.put("partition", record.partition());
        shown.put("offset", record.offset());
        shown.put("at", Instant.ofEpochMilli(record.timestamp()).toString());
        shown.put("key", record.key());
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : record.headers()) {
            byte @Nullable [] value = header.value();
            headers.put(header.key(), value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        shown.put("type", type(headers.path("ce_type").asText("")));
        shown.put("node", node(headers.path("ce_source").asText("")));
        shown.set("headers", headers);
        value(shown, record.value());
        return shown;
    }

    /** A heading and the value, indented; nothing in it that a terminal obeys. */
    static List<String> lines(ObjectNode shown, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        String type = shown.path("type").asText("");
        lines.add(TIME.withZone(zone).format(Instant.parse(shown.path("at").asText()))
                + "  " + (type.isEmpty() || type.equals("null") ? "record" : Escapes.visible(type))
                + "  partition " + shown.path("partition").asText()
                + ", offset " + shown.path("offset").asText());
        if (!shown.path("key").isNull()) {
            lines.add("  key    " + Escapes.visible(shown.path("key").asText()));
        }
        if (!shown.path("node").isNull()) {
            lines.add("  node   " + Escapes.visible(shown.path("node").asText()));
        }
        if (shown.has("valueBase64")) {
            lines.add("  bytes  " + shown.path("valueBase64").asText());
        } else {
            pretty(shown.path("value"))
                    .lines()
                    .map(line -> "  " + Escapes.visible(line))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String pretty(JsonNode value) {
        try {
            return value.isTextual() ? value.asText() : PRETTY.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is written as JSON", e);
        }
    }

    private static void value(ObjectNode shown, byte @Nullable [] bytes) {
        if (bytes == null) {
            shown.putNull("value");
            return;
        }
        try {
            JsonNode value = JSON.readTree(bytes);
            shown.set("value", value);
        } catch (IOException e) {
            try {
                shown.put(
                        "value",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (CharacterCodingException notText) {
                shown.putNull("value");
                shown.put("valueBase64", Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    /** {@code ProductListed} of {@code dev.tandem.ProductListed.v1}; what is no event of ours as it says. */
    private static @Nullable String type(String ceType) {
        if (ceType.isEmpty()) {
            return null;
        }
        String[] parts = ceType.split("\\.", -1);
        return ceType.startsWith("dev.tandem.") && parts.length == 4 ? parts[2] : ceType;
    }

    private static @Nullable String node(String source) {
        if (source.isEmpty()) {
            return null;
        }
        return source.startsWith(Records.SOURCE) ? source.substring(Records.SOURCE.length()) : source;
    }
}
