package dev.tandem.stream.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The columns that Tandem added to the user's tables. */
public final class AddedColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode byTable;

    private AddedColumns(JsonNode byTable) {
        this.byTable = byTable;
    }

    /** Those that this file remembers. */
    public static AddedColumns read(Sql sql) throws SQLException {
        Optional<String> known = Meta.ADDED_COLUMNS.read(sql);
        try {
            return new AddedColumns(known.isPresent() ? JSON.readTree(known.get()) : JSON.createObjectNode());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + known.orElse(""), e);
        }
    }

    /** What a row holds without those of its added columns that hold nothing: of them the file knows nothing yet. */
    public Columns known(SyncTable table, Columns row) {
        Set<String> unknown = new HashSet<>();
        byTable.path(table.name()).forEach(column -> {
            if (row.get(column.asText()) == null) {
                unknown.add(column.asText());
            }
        });
        return unknown.isEmpty() ? row : row.without(unknown);
    }
}
