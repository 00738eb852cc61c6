package dev.tandem.schema.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden files are what older Tandems wrote: they must be read for ever. */
class EventJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @ParameterizedTest
    @EnumSource
    void a_golden_event_is_read_and_written_again_alike(EventType type) throws IOException {
        byte[] golden = golden(type);
        TandemEvent event = EventJson.read(type, golden);
        assertThat(event.type()).isEqualTo(type);
        assertThat(JSON.readTree(EventJson.write(event))).isEqualTo(JSON.readTree(golden));
    }

    /** What was written once is out there for ever: a new version gets a golden file of its own, and no old one changes. */
    @Test
    void no_golden_event_has_changed_since_it_was_written() throws Exception {
        Properties checksums = new Properties();
        try (InputStream in = new ByteArrayInputStream(resource("/golden/checksums.properties"))) {
            checksums.load(in);
        }
        assertThat(checksums.stringPropertyNames())
                .containsAll(Stream.of(EventType.values())
                        .map(type -> type.eventName() + ".v1.json")
                        .toList());
        for (String name : checksums.stringPropertyNames()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource("/golden/" + name));
            assertThat(HexFormat.of().formatHex(digest)).as(name).isEqualTo(checksums.getProperty(name));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_golden_event_satisfies_its_schema(EventType type) throws IOException {
        assertThat(schema(type).validate(JSON.readTree(golden(type)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void unknown_fields_are_no_error(EventType type) throws IOException {
        JsonNode golden = JSON.readTree(golden(type));
        ((com.fasterxml.jackson.databind.node.ObjectNode) golden).put("fieldOfTheFuture", 1);
        assertThat(EventJson.read(type, JSON.writeValueAsBytes(golden)).type()).isEqualTo(type);
        assertThat(schema(type).validate(golden)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_required_field_is_named_where_it_is_missing(EventType type) throws IOException {
        for (JsonNode required : JSON.readTree(resource("/dev/tandem/schema/" + schemaName(type)))
                .path("required")) {
            JsonNode golden = JSON.readTree(golden(type));
            ((com.fasterxml.jackson.databind.node.ObjectNode) golden).remove(required.asText());
            assertThat(schema(type).validate(golden)).isNotEmpty();
            byte[] damaged = JSON.writeValueAsBytes(golden);
            assertThatThrownBy(() -> EventJson.read(type, damaged))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining("'" + required.asText() + "'");
        }
    }

    @Test
    void values_come_back_in_the_storage_class_they_left_with() throws IOException {
        RowEvent.ProductListed listed =
                (RowEvent.ProductListed) EventJson.read(EventType.PRODUCT_LISTED, golden(EventType.PRODUCT_LISTED));
        assertThat(listed.columns().get("price")).isEqualTo("$695");
        assertThat(listed.columns().get("image_count")).isEqualTo(3L);
        assertThat(listed.columns().get("visual_analysis_confidence")).isEqualTo(0.5);
        assertThat(listed.columns().get("weight")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat((byte[]) listed.columns().get("thumbnail")).containsExactly(0, 1, 2);
        assertThat(listed.columns().has("original_price")).isTrue();
    }

    @Test
    void a_receipt_says_who_the_node_was_before_and_one_that_does_not_is_read_too() throws IOException {
        SyncCompleted older =
                (SyncCompleted) EventJson.read(EventType.SYNC_COMPLETED, golden(EventType.SYNC_COMPLETED));
        assertThat(older.formerly()).isEmpty();
        SyncCompleted newer = new SyncCompleted("b", "laptop", 0, List.of(), 0, 0, 0, 0, 0, null, List.of("a"));
        String written = EventJson.write(newer);
        assertThat(EventJson.read(EventType.SYNC_COMPLETED, written.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(newer);
        assertThat(schema(EventType.SYNC_COMPLETED).validate(JSON.readTree(written)))
                .isEmpty();
    }

    @Test
    void what_is_no_event_says_why() {
        assertThatThrownBy(() -> EventJson.read(EventType.PRODUCT_LISTED, "not json".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> EventJson.read(EventType.PRODUCT_LISTED, "[]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> EventType.ofCeType("dev.tandem.ProductListed.v2"))
                .hasMessageContaining("newer major version");
        assertThatThrownBy(() -> EventType.ofCeType("com.example.Other")).hasMessageContaining("no event type");
    }

    private static String schemaName(EventType type) {
        return type.eventName() + ".v1.schema.json";
    }

    private static JsonSchema schema(EventType type) throws IOException {
        return SCHEMAS.getSchema(
                new String(resource("/dev/tandem/schema/" + schemaName(type)), StandardCharsets.UTF_8));
    }

    private static byte[] golden(EventType type) throws IOException {
        return resource("/golden/" + type.eventName() + ".v1.json");
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(EventJsonTest.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }
}
