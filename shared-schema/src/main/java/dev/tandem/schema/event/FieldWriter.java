package dev.tandem.schema.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one JSON object; what is null, false or empty by default is left out. */
final class FieldWriter {
    private final ObjectNode node;

    FieldWriter(ObjectNode node) {
        this.node = node;
    }

    ObjectNode node() {
        return node;
    }

    FieldWriter text(String field, String value) {
        node.put(field, value);
        return this;
    }

    FieldWriter optional(String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
        return this;
    }

    FieldWriter number(String field, long value) {
        node.put(field, value);
        return this;
    }

    FieldWriter flag(String field, boolean value) {
        if (value) {
            node.put(field, true);
        }
        return this;
    }

    FieldWriter clock(String field, long micros) {
        node.put(field, Timestamps.format(micros));
        return this;
    }

    FieldWriter columns(String field, Columns columns) {
        node.set(field, ColumnsJson.toJson(columns));
        return this;
    }

    FieldWriter rowKey(RowKey key) {
        text("table", key.table());
        if (key.isOrigin()) {
            new FieldWriter(node.putObject("origin")).text("node", key.text(0)).text("id", key.text(1));
            return this;
        }
        return columns("key", key.named());
    }

    FieldWriter older(String field, List<OlderColumns> older) {
        if (!older.isEmpty()) {
            ArrayNode array = node.putArray(field);
            for (OlderColumns columns : older) {
                FieldWriter entry = new FieldWriter(array.addObject());
                entry.version(columns.version()).columns("columns", columns.columns());
            }
        }
        return this;
    }

    FieldWriter version(String field, @Nullable Version version) {
        if (version != null) {
            new FieldWriter(node.putObject(field)).version(version);
        }
        return this;
    }

    private FieldWriter version(Version version) {
        return clock("clock", version.clock()).text("eventId", version.eventId().toString());
    }

    FieldWriter verdict(Verdict verdict) {
        return text("decision", verdict.decision().text())
                .optional("clothingType", verdict.clothingType())
                .optional("notes", verdict.notes())
                .optional("reviewer", verdict.reviewer())
                .optional("assessedAt", verdict.assessedAt())
                .optional("lifecycleStage", verdict.lifecycleStage())
                .optional("assessmentStatus", verdict.assessmentStatus())
                .optional("shopifyStatus", verdict.shopifyStatus());
    }

    FieldWriter verdict(String field, @Nullable Verdict verdict) {
        if (verdict != null) {
            new FieldWriter(node.putObject(field)).verdict(verdict);
        }
        return this;
    }

    FieldWriter offsets(String field, List<OffsetRange> ranges) {
        ArrayNode array = node.putArray(field);
        for (OffsetRange range : ranges) {
            new FieldWriter(array.addObject())
                    .text("topic", range.topic())
                    .number("partition", range.partition())
                    .number("from", range.from())
                    .number("to", range.to());
        }
        return this;
    }

    /** Texts; nothing where there are none. */
    FieldWriter list(String field, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = node.putArray(field);
            texts.forEach(array::add);
        }
        return this;
    }

    FieldWriter texts(String field, Map<String, String> texts) {
        ObjectNode object = node.putObject(field);
        new TreeMap<>(texts).forEach(object::put);
        return this;
    }
}
