package dev.tandem.service.nodes;

import dev.tandem.service.access.AccessBook;
import dev.tandem.service.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the owner does about laptops in the access database, with or without a running service beside. */
final class NodeBook extends AccessBook {
    private NodeBook(Path serverFolder) throws IOException, SQLException {
        super(serverFolder);
    }

    /** A laptop as the owner sees it. */
    record Entry(
            String name,
            String id,
            String node,
            String addedAt,
            @Nullable String lastSeenAt,
            @Nullable String revokedAt) {}

    /** Opens the book of that folder; it is made if absent. */
    static NodeBook open(Path serverFolder) throws IOException, SQLException {
        return new NodeBook(serverFolder);
    }

    /** Adds a link that pairs one laptop. */
    void addLink(String name, Secret code, Instant now, Instant expiresAt) throws SQLException {
        update(
                "INSERT INTO node_links (code_hash, name, added_at, expires_at) VALUES (?, ?, ?, ?)",
                code.hash(),
                name,
                now.toEpochMilli(),
                expiresAt.toEpochMilli());
    }

    /** All laptops, in the order in which they were paired. */
    List<Entry> entries() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT name, id, node, added_at, last_seen_at, revoked_at
                FROM nodes
                ORDER BY added_at, id
                """);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)).toString(),
                        time(row, 5),
                        time(row, 6)));
            }
        }
        return entries;
    }

    /** The name of the laptop with that id, whether or not it has access still. */
    Optional<String> nameOf(String id) throws SQLException {
        return entries().stream()
                .filter(entry -> entry.id().equals(id))
                .map(Entry::name)
                .findFirst();
    }

    /** Revokes the laptops of that name or id, and the open links of that name; how many there were. */
    int revoke(String nameOrId, Instant now) throws SQLException {
        int laptops = update(
                "UPDATE nodes SET revoked_at = ? WHERE (name = ? OR id = ?) AND revoked_at IS NULL",
                now.toEpochMilli(),
                nameOrId,
                nameOrId);
        int links = update(
                "UPDATE node_links SET used_at = ? WHERE name = ? AND used_at IS NULL AND expires_at > ?",
                now.toEpochMilli(),
                nameOrId,
                now.toEpochMilli());
        return laptops + links;
    }
}
