package dev.tandem.schema.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.row.Columns;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns as a JSON object, so that each value comes back in the storage class it left with: integers as integers,
 * reals with a decimal point, blobs and the two infinities as a small object.
 */
public final class ColumnsJson {
    private ColumnsJson() {}

    /** The columns as JSON. */
    public static ObjectNode toJson(Columns columns) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, @Nullable Object> column : columns.asMap().entrySet()) {
            String name = column.getKey();
            Object value = column.getValue();
            if (value == null) {
                node.putNull(name);
            } else if (value instanceof Long integer) {
                node.put(name, integer);
            } else if (value instanceof Double real) {
                if (Double.isInfinite(real)) {
                    node.putObject(name).put("real", real.toString());
                } else {
                    node.put(name, real);
                }
            } else if (value instanceof byte[] blob) {
                node.putObject(name).put("blob", blob);
            } else {
                node.put(name, value.toString());
            }
        }
        return node;
    }

    /**
     * The columns of a JSON object.
     *
     * @param field what the object is called where it was found, for the error
     * @throws MalformedEventException if a name could not be a column's, or a value has no storage class
     */
    public static Columns fromJson(String field, JsonNode node) {
        Columns.Builder columns = Columns.builder();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!Columns.isCarriedName(entry.getKey())) {
                throw new MalformedEventException(
                        "the field '" + field + "' names a column '" + entry.getKey() + "' that cannot be carried");
            }
            columns.put(entry.getKey(), value(field + "." + entry.getKey(), entry.getValue()));
        }
        return columns.build();
    }

    private static @Nullable Object value(String field, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? 1L : 0L;
        }
        try {
            if (value.path("blob").isTextual()) {
                return value.get("blob").binaryValue();
            }
            if (value.path("real").isTextual()) {
                return Double.valueOf(value.get("real").textValue());
            }
        } catch (IOException | NumberFormatException e) {
            throw new MalformedEventException("the field '" + field + "' has no readable value", e);
        }
        throw new MalformedEventException("the field '" + field + "' is neither text, number, null nor blob");
    }
}
