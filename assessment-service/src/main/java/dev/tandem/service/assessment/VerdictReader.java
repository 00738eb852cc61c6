package dev.tandem.service.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.service.http.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one verdict of a request and collects what is wrong with it, field by field. */
final class VerdictReader {
    private static final int LONGEST_URL = 4000;
    private static final int LONGEST_NOTE = 4000;
    private static final int UUID_LENGTH = 36;

    private final JsonNode json;
    private final List<FieldError> errors = new ArrayList<>();

    private VerdictReader(JsonNode json) {
        this.json = json;
    }

    /** A verdict, or what keeps it from being one. */
    record Read(@Nullable String id, Optional<PhoneVerdict> verdict, List<FieldError> errors) {}

    /** Reads a verdict. */
    static Read read(JsonNode json) {
        return new VerdictReader(json).read();
    }

    private Read read() {
        if (!json.isObject()) {
            return new Read(null, Optional.empty(), List.of(new FieldError("verdict", "must be a JSON object")));
        }
        UUID id = id();
        String productUrl = text("productUrl", LONGEST_URL);
        if (productUrl == null && !hasError("productUrl")) {
            error("productUrl", "is missing");
        }
        Decision decision = decision();
        String clothingType = clothingType();
        String notes = text("notes", LONGEST_NOTE);
        Instant assessedAt = time("assessedAt");
        Instant deviceNow = time("deviceNow");
        JsonNode givenId = json.get("id");
        String echoed = givenId == null || !givenId.isTextual() ? null : givenId.textValue();
        if (!errors.isEmpty() || id == null || productUrl == null || decision == null) {
            return new Read(echoed, Optional.empty(), List.copyOf(errors));
        }
        PhoneVerdict verdict = new PhoneVerdict(id, productUrl, decision, clothingType, notes, assessedAt, deviceNow);
        return new Read(echoed, Optional.of(verdict), List.of());
    }

    private @Nullable UUID id() {
        String text = text("id", UUID_LENGTH);
        Optional<UUID> id = text == null ? Optional.empty() : uuid(text);
        if (id.isEmpty() && !hasError("id")) {
            error("id", "must be a UUID, such as one made by crypto.randomUUID()");
        }
        return id.orElse(null);
    }

    /** A UUID as it is usually written. */
    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == UUID_LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private @Nullable Decision decision() {
        String typeText = text("reviewType", 100);
        Optional<ReviewType> type = ReviewType.of(typeText == null ? "" : typeText);
        if (type.isEmpty()) {
            if (!hasError("reviewType")) {
                error(
                        "reviewType",
                        "must be "
                                + oneOf(Arrays.stream(ReviewType.values())
                                        .map(ReviewType::text)
                                        .toList()));
            }
            return null;
        }
        String text = text("decision", 100);
        Optional<Decision> decision = Decision.of(type.get(), text);
        if (decision.isEmpty() && !hasError("decision")) {
            error(
                    "decision",
                    "must be " + oneOf(decisionsOf(type.get())) + " for a "
                            + type.get().text() + " review");
        }
        return decision.orElse(null);
    }

    private static List<String> decisionsOf(ReviewType type) {
        return Arrays.stream(Decision.values())
                .filter(decision -> decision.reviewType() == type)
                .map(Decision::text)
                .toList();
    }

    private @Nullable String clothingType() {
        String text = text("clothingType", 100);
        if (text == null || ClothingTypes.ALL.contains(text)) {
            return text;
        }
        error("clothingType", "must be " + oneOf(ClothingTypes.ALL));
        return null;
    }

    private @Nullable Instant time(String field) {
        String text = text(field, 100);
        if (text == null) {
            return null;
        }
        try {
            return Timestamps.toInstant(Timestamps.parse(text, ZoneOffset.UTC));
        } catch (UnreadableTimestampException unreadable) {
            error(field, "must be a time such as 2026-01-31T18:30:00.000Z");
            return null;
        }
    }

    /** The text of a field; null where it is absent, null or blank, and where it is wrong. */
    private @Nullable String text(String field, int longest) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            error(field, "must be a text");
            return null;
        }
        if (value.textValue().length() > longest) {
            error(field, "must not be longer than " + longest + " characters");
            return null;
        }
        return value.textValue().isBlank() ? null : value.textValue();
    }

    private boolean hasError(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }

    private void error(String field, String detail) {
        errors.add(new FieldError(field, detail));
    }

    private static String oneOf(List<String> words) {
        int last = words.size() - 1;
        return words.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + words.get(last);
    }
}
