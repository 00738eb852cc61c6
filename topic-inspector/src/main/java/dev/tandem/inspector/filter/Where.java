package dev.tandem.inspector.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Conditions {@code FIELD=VALUE}, all of which have to hold. A field is a path through what {@code --json} shows, with dots
 * between; what is not found there is looked for in the record's value, so {@code value.url} may be written {@code url}. It
 * remembers which fields it has met, so that a misspelled one is not taken for one that nobody has.
 */
public final class Where {
    private static final int NAMED_AT_MOST = 40;

    private final List<Condition> conditions = new ArrayList<>();
    private final TreeSet<String> seen = new TreeSet<>();
    private boolean asked;

    private static final class Condition {
        final String field;
        final String wanted;
        boolean met;

        Condition(String field, String wanted) {
            this.field = field;
            this.wanted = wanted;
        }
    }

    private Where() {}

    /**
     * Reads conditions.
     *
     * @throws UserError of wrong usage, if one is none
     */
    public static Where of(Collection<String> texts) {
        Where where = new Where();
        for (String text : texts) {
            int sign = text.indexOf('=');
            if (sign < 1) {
                throw UserError.usage(
                        "--where " + text + " is no condition.",
                        "Write it as FIELD=VALUE, such as --where columns.brand=Aritzia.");
            }
            where.conditions.add(new Condition(text.substring(0, sign), text.substring(sign + 1)));
        }
        return where;
    }

    /** Whether any record will do. */
    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** Whether all conditions hold. */
    public boolean matches(JsonNode record) {
        asked = true;
        boolean all = true;
        for (Condition condition : conditions) {
            List<JsonNode> found = find(record, condition.field);
            if (!condition.met) {
                condition.met = !found.isEmpty();
                note(record);
            }
            all &= found.stream().anyMatch(value -> isAsWanted(value, condition.wanted));
        }
        return all;
    }

    /**
     * To be called when all has been read.
     *
     * @param where what was read, for the error
     * @throws UserError of wrong usage, if records were looked at and not one had a field of that name
     */
    public void requireMet(String where) {
        for (Condition condition : conditions) {
            if (asked && !condition.met) {
                throw UserError.usage(
                        "No record in " + where + " has a field " + condition.field + ".",
                        "The fields there are " + String.join(", ", seen) + ".");
            }
        }
    }

    private static List<JsonNode> find(JsonNode record, String path) {
        List<JsonNode> found = new ArrayList<>();
        collect(record, path, found);
        if (found.isEmpty() && record.path("value").isContainerNode()) {
            collect(record.path("value"), path, found);
        }
        return found;
    }

    /** Names may have dots in them, so a path is tried whole before it is taken apart; of a list each element counts. */
    private static void collect(JsonNode node, String path, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, found));
            return;
        }
        JsonNode whole = node.get(path);
        if (whole != null) {
            found.add(whole);
            return;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            JsonNode inner = node.get(path.substring(0, dot));
            if (inner != null && inner.isContainerNode()) {
                collect(inner, path.substring(dot + 1), found);
            }
        }
    }

    private static boolean isAsWanted(JsonNode value, String wanted) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (isAsWanted(element, wanted)) {
                    return true;
                }
            }
            return false;
        }
        return value.asText().equals(wanted) || (value.isNumber() && isNumber(value.decimalValue(), wanted));
    }

    private static boolean isNumber(BigDecimal value, String wanted) {
        try {
            return value.compareTo(new BigDecimal(wanted)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void note(JsonNode record) {
        note("", record, 2);
    }

    private void note(String before, JsonNode node, int depth) {
        node.properties().forEach(field -> {
            if (seen.size() < NAMED_AT_MOST) {
                if (field.getValue().isObject() && depth > 0) {
                    String name = field.getKey();
                    note(
                            before.isEmpty() && name.equals("value") ? "" : before + name + ".",
                            field.getValue(),
                            depth - 1);
                } else {
                    seen.add(before + field.getKey());
                }
            }
        });
    }
}
