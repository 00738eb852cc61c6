package dev.tandem.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.schema.version.Version;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object; a field that is missing or of another kind is named in the error. */
final class FieldReader {
    /** Years of four digits: others cannot be written as they are read. */
    private static final long EARLIEST = Timestamps.parse("0000-01-01", ZoneOffset.UTC);

    private static final long LATEST = Timestamps.parse("9999-12-31T23:59:59.999999", ZoneOffset.UTC);

    private final JsonNode node;

    FieldReader(JsonNode node) {
        this.node = node;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw new MalformedEventException("the field '" + field + "' is no text");
        }
        return value.textValue();
    }

    @Nullable
    String optional(String field) {
        return has(field) ? text(field) : null;
    }

    /** A text that holds bytes: whoever decodes it can. */
    @Nullable
    String base64(String field) {
        String text = optional(field);
        try {
            if (text != null) {
                Base64.getDecoder().decode(text);
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("the field '" + field + "' is no Base64", e);
        }
    }

    int number(String field) {
        JsonNode value = required(field);
        if (!value.canConvertToInt()) {
            throw new MalformedEventException("the field '" + field + "' is no number");
        }
        return value.intValue();
    }

    long longNumber(String field) {
        JsonNode value = required(field);
        if (!value.canConvertToLong()) {
            throw new MalformedEventException("the field '" + field + "' is no number");
        }
        return value.longValue();
    }

    boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    long clock(String field) {
        try {
            long clock = Timestamps.parse(text(field), ZoneOffset.UTC);
            if (clock < EARLIEST || clock > LATEST) {
                throw new MalformedEventException("the field '" + field + "' is in no year of four digits");
            }
            return clock;
        } catch (UnreadableTimestampException e) {
            throw new MalformedEventException("the field '" + field + "' is no timestamp", e);
        }
    }

    FieldReader object(String field) {
        JsonNode value = required(field);
        if (!value.isObject()) {
            throw new MalformedEventException("the field '" + field + "' is no object");
        }
        return new FieldReader(value);
    }

    Columns columns(String field) {
        return ColumnsJson.fromJson(field, object(field).node);
    }

    /** Which row of a further table: its key columns, or its origin where it has none. */
    RowKey rowKey() {
        String table = text("table");
        if (!SyncTable.isFurtherName(table)) {
            throw new MalformedEventException("the field 'table' names '" + table + "', which is no further table");
        }
        if (has("origin")) {
            FieldReader origin = object("origin");
            return RowKey.origin(table, origin.text("node"), origin.text("id"));
        }
        Columns key = columns("key");
        if (key.isEmpty() || !key.asMap().values().stream().allMatch(RowKey::isKeyValue)) {
            throw new MalformedEventException("the field 'key' is empty, or holds what is neither text nor number");
        }
        return new RowKey(
                table,
                List.copyOf(key.names()),
                key.names().stream()
                        .map(name -> Objects.requireNonNull(key.get(name)))
                        .toList());
    }

    List<OlderColumns> older(String field) {
        List<OlderColumns> older = new ArrayList<>();
        for (FieldReader entry : objects(field)) {
            older.add(new OlderColumns(entry.version(), entry.columns("columns")));
        }
        return older;
    }

    @Nullable
    Version version(String field) {
        return has(field) ? object(field).version() : null;
    }

    Version requiredVersion(String field) {
        return object(field).version();
    }

    private Version version() {
        String id = text("eventId");
        try {
            return new Version(clock("clock"), UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("the field 'eventId' is no UUID", e);
        }
    }

    Verdict verdict(ReviewType reviewType) {
        String text = text("decision");
        Decision decision = Decision.of(reviewType, text)
                .orElseThrow(() -> new MalformedEventException(
                        "'" + text + "' is no decision of a " + reviewType.text() + " review"));
        return new Verdict(
                decision,
                optional("clothingType"),
                optional("notes"),
                optional("reviewer"),
                optional("assessedAt"),
                optional("lifecycleStage"),
                optional("assessmentStatus"),
                optional("shopifyStatus"));
    }

    List<OffsetRange> offsets(String field) {
        required(field);
        List<OffsetRange> ranges = new ArrayList<>();
        for (FieldReader entry : objects(field)) {
            ranges.add(new OffsetRange(
                    entry.text("topic"), entry.number("partition"), entry.longNumber("from"), entry.longNumber("to")));
        }
        return ranges;
    }

    /** Texts; none where the field is absent. */
    List<String> list(String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    Map<String, String> texts(String field) {
        Map<String, String> texts = new HashMap<>();
        FieldReader object = object(field);
        object.node.fieldNames().forEachRemaining(name -> texts.put(name, object.text(name)));
        return texts;
    }

    private List<FieldReader> objects(String field) {
        List<FieldReader> objects = new ArrayList<>();
        if (has(field)) {
            for (JsonNode entry : node.get(field)) {
                objects.add(new FieldReader(entry));
            }
        }
        return objects;
    }

    private JsonNode required(String field) {
        if (!has(field)) {
            throw new MalformedEventException("the field '" + field + "' is missing");
        }
        return node.get(field);
    }
}
