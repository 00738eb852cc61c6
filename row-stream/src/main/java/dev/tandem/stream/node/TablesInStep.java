package dev.tandem.stream.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables this file keeps in step, and which further ones it takes from the stream. Kept in the file, so that
 * triggers, scans, undo and previews need no settings.
 */
public final class TablesInStep {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A stream full of made-up names must not fill the file. */
    private static final int MOST_PASSED_OVER = 100;

    private final Set<String> accepted = new LinkedHashSet<>();
    private final Map<String, SyncTable> further = new LinkedHashMap<>();
    private final Set<String> unseen = new LinkedHashSet<>();
    private final Set<String> passedOver = new LinkedHashSet<>();

    private TablesInStep() {}

    /** As the file says. */
    public static TablesInStep read(Sql sql) throws SQLException {
        TablesInStep tables = new TablesInStep();
        Optional<String> kept = Meta.SYNC_TABLES.read(sql);
        if (kept.isPresent()) {
            tables.read(kept.get());
        }
        return tables;
    }

    /** All tables that are kept in step, in the order in which they are read. */
    public List<SyncTable> all() {
        List<SyncTable> all = new ArrayList<>(SyncTable.ALL);
        all.addAll(further.values());
        return all;
    }

    /** The further tables that are kept in step. */
    public Collection<SyncTable> further() {
        return further.values();
    }

    /** The table of that name, if it is kept in step. */
    public Optional<SyncTable> named(String name) {
        return SyncTable.isFurtherName(name)
                ? Optional.ofNullable(further.get(name))
                : Optional.of(SyncTable.named(name));
    }

    /** Whether rows of that table are taken from the stream. */
    public boolean accepts(String name) {
        return accepted.contains(name) || !SyncTable.isFurtherName(name);
    }

    /** Whether rows are identified here as in that key; also where the file has no such table yet. */
    public boolean identifies(RowKey key) {
        return named(key.table()).map(t -> t.key().equals(key.columns())).orElse(true);
    }

    /** The further tables that are taken from the stream. */
    public Set<String> accepted() {
        return accepted;
    }

    /** Whether a table was taken in and its rows have not all been looked at yet. */
    public boolean isUnseen(SyncTable table) {
        return unseen.contains(table.name());
    }

    /** Keeps a further table in step from now on; its rows have yet to be looked at. */
    public void keep(SyncTable table) {
        further.put(table.name(), table);
        accepted.add(table.name());
        unseen.add(table.name());
    }

    /** All rows of these tables have been looked at. */
    public void seen() {
        unseen.clear();
    }

    /** All rows of a table have been looked at. */
    public void seen(SyncTable table) {
        unseen.remove(table.name());
    }

    /** Takes these further tables from the stream, and no others; answers those that events were passed over of. */
    public Set<String> acceptOnly(Collection<String> names) {
        accepted.clear();
        accepted.addAll(names);
        further.keySet().retainAll(accepted);
        unseen.retainAll(accepted);
        Set<String> missed = new LinkedHashSet<>(passedOver);
        missed.retainAll(accepted);
        passedOver.removeAll(missed);
        return missed;
    }

    /** Remembers that events of a table were passed over; answers whether that is new. */
    public boolean passOver(String name) {
        return passedOver.size() < MOST_PASSED_OVER && passedOver.add(name);
    }

    /** Writes this into the file. */
    public void write(Sql sql) throws SQLException {
        ObjectNode kept = JSON.createObjectNode();
        put(kept.putArray("accepted"), accepted);
        put(kept.putArray("unseen"), unseen);
        put(kept.putArray("passedOver"), passedOver);
        ArrayNode tables = kept.putArray("tables");
        for (SyncTable table : further.values()) {
            ObjectNode one = tables.addObject().put("name", table.name());
            put(one.putArray("key"), table.key());
            put(one.putArray("local"), table.local());
            table.clock().ifPresent(clock -> one.put("clock", clock));
        }
        Meta.SYNC_TABLES.write(sql, kept.toString());
    }

    private void read(String text) {
        JsonNode kept;
        try {
            kept = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + text, e);
        }
        accepted.addAll(texts(kept.path("accepted")));
        unseen.addAll(texts(kept.path("unseen")));
        passedOver.addAll(texts(kept.path("passedOver")));
        for (JsonNode table : kept.path("tables")) {
            String name = table.path("name").asText();
            further.put(
                    name,
                    SyncTable.further(
                            name,
                            texts(table.path("key")),
                            Set.copyOf(texts(table.path("local"))),
                            Optional.ofNullable(table.path("clock").textValue())));
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void put(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }
}
