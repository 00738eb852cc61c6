package dev.tandem.service.owner;

import dev.tandem.service.access.AccessBook;
import dev.tandem.service.access.OwnerDevice;
import dev.tandem.service.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner does about their own access in the access database, with or without a running service beside. */
final class OwnerBook extends AccessBook {
    private OwnerBook(Path serverFolder) throws IOException, SQLException {
        super(serverFolder);
    }

    /** A browser or program of the owner's. */
    record Entry(
            String device,
            String kind,
            String label,
            String addedAt,
            @Nullable String lastSeenAt,
            @Nullable String revokedAt) {}

    /** Opens the book of that folder; it is made if absent. */
    static OwnerBook open(Path serverFolder) throws IOException, SQLException {
        return new OwnerBook(serverFolder);
    }

    /** Adds a link that pairs one browser. */
    void addLink(Secret code, Instant now, Instant expiresAt) throws SQLException {
        update(
                "INSERT INTO owner_links (code_hash, added_at, expires_at) VALUES (?, ?, ?)",
                code.hash(),
                now.toEpochMilli(),
                expiresAt.toEpochMilli());
    }

    /** Adds a token for programs. */
    void addProgram(Secret token, Instant now) throws SQLException {
        OwnerDevice device = OwnerDevice.paired("program", "token", token, now);
        update("""
            INSERT INTO owner_devices (id, kind, label, token_hash, added_at)
            VALUES (?, ?, ?, ?, ?)
            """, device.id(), device.kind(), device.label(), device.tokenHash(), now.toEpochMilli());
    }

    /** All of them, in the order in which they were paired. */
    List<Entry> entries() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, kind, label, added_at, last_seen_at, revoked_at
                FROM owner_devices
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

    /** Revokes one; how many there were. */
    int revoke(String device, Instant now) throws SQLException {
        return update(
                "UPDATE owner_devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                now.toEpochMilli(),
                device);
    }

    /** Revokes all, and the open links; how many devices there were. */
    int revokeAll(Instant now) throws SQLException {
        update("UPDATE owner_links SET used_at = ? WHERE used_at IS NULL", now.toEpochMilli());
        return update("UPDATE owner_devices SET revoked_at = ? WHERE revoked_at IS NULL", now.toEpochMilli());
    }
}
