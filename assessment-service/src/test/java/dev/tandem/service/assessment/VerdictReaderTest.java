package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.service.http.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictReaderTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void a_whole_verdict_is_read() throws IOException {
        PhoneVerdict verdict = VerdictReader.read(whole()).verdict().orElseThrow();
        assertThat(verdict.productUrl()).isEqualTo("https://shop.example/1");
        assertThat(verdict.decision()).isEqualTo(Decision.NOT_MODEST);
        assertThat(verdict.clothingType()).isEqualTo("dress_top");
        assertThat(verdict.assessedAt()).isEqualTo(Instant.parse("2025-12-31T23:59:59.123Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id             | 17",
                "id             | 'not a uuid'",
                "id             | null",
                "productUrl     | ''",
                "productUrl     | null",
                "reviewType     | 'taste'",
                "reviewType     | null",
                "decision       | 'perhaps'",
                "decision       | 'duplicate'",
                "decision       | null",
                "decision       | ['modest']",
                "clothingType   | 'skirt'",
                "notes          | {}",
                "assessedAt     | 'yesterday'",
                "assessedAt     | 1767225600",
                "deviceNow      | '2026-13-01T00:00:00Z'",
            },
            quoteCharacter = '`')
    void a_wrong_field_is_named(String field, String value) throws IOException {
        ObjectNode json = whole();
        json.set(field, MAPPER.readTree(value.replace('\'', '"')));
        List<Problem.FieldError> errors = VerdictReader.read(json).errors();
        assertThat(errors).extracting(Problem.FieldError::field).containsExactly(field);
    }

    @Test
    void all_wrong_fields_are_named_at_once() throws IOException {
        JsonNode json = MAPPER.readTree("{\"id\": \"x\", \"reviewType\": \"modesty\", \"decision\": \"no\"}");
        assertThat(VerdictReader.read(json).errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("id", "productUrl", "decision");
    }

    private static ObjectNode whole() throws IOException {
        return (ObjectNode) MAPPER.readTree("""
            {"id": "0b5c8b9e-0d4b-4f0e-9d1c-3f3b8f0d7a11", "productUrl": "https://shop.example/1",
             "reviewType": "modesty", "decision": "not_modest", "clothingType": "dress_top", "notes": null,
             "assessedAt": "2025-12-31T23:59:59.123Z", "deviceNow": "2026-01-01T00:00:00Z"}
            """);
    }
}
