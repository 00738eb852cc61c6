package dev.tandem.stream.node;

import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One database, a server or a laptop.
 *
 * @param id made once and kept in the file
 * @param role what it does with the streams
 */
public record Node(String id, Role role) {
    /**
     * The node that this file is, once it has been adopted.
     *
     * @throws dev.tandem.stream.file.StreamException if another version of Tandem adopted it
     */
    public static Optional<Node> read(Sql sql) throws SQLException {
        if (!TandemTables.exist(sql)) {
            return Optional.empty();
        }
        TandemTables.requireVersion(sql);
        Optional<String> id = Meta.NODE_ID.read(sql);
        Optional<String> role = Meta.ROLE.read(sql);
        return id.flatMap(i -> role.map(r -> new Node(i, Role.valueOf(r.toUpperCase(Locale.ROOT)))));
    }

    /** The ids that this file had in former lives. */
    public static List<String> formerIds(Sql sql) throws SQLException {
        return Meta.FORMER_IDS.read(sql).map(ids -> List.of(ids.split(",", -1))).orElse(List.of());
    }

    /** All ids that this file has had, the one that it has now first and the oldest last; none unless it was adopted. */
    public static List<String> ids(Sql sql) throws SQLException {
        Optional<Node> now = read(sql);
        if (now.isEmpty()) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(formerIds(sql));
        ids.add(now.get().id());
        Collections.reverse(ids);
        return ids;
    }

    /** Writes down who this file is. */
    public void write(Sql sql) throws SQLException {
        Meta.NODE_ID.write(sql, id);
        Meta.ROLE.write(sql, role.text());
    }
}
