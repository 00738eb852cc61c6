package dev.tandem.service.reviewers;

import dev.tandem.service.access.AccessBook;
import dev.tandem.service.access.Device;
import dev.tandem.service.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the owner does in the access database, with or without a running service beside. */
final class ReviewerBook extends AccessBook {
    private ReviewerBook(Path serverFolder) throws IOException, SQLException {
        super(serverFolder);
    }

    /** A reviewer and what they sign in with. */
    record Entry(String name, List<DeviceEntry> devices) {}

    /** A device as the owner sees it. */
    record DeviceEntry(
            String device,
            String kind,
            String label,
            String addedAt,
            @Nullable String lastSeenAt,
            @Nullable String revokedAt) {}

    /** How many devices and open links lost their access. */
    record Revoked(int devices, int links) {}

    /** Opens the book of that folder; it is made if absent. */
    static ReviewerBook open(Path serverFolder) throws IOException, SQLException {
        return new ReviewerBook(serverFolder);
    }

    /** Adds the reviewer, if there is none of that name, and a link that pairs one phone. */
    void addLink(String reviewer, Secret code, Instant now, Instant expiresAt) throws SQLException {
        addReviewer(reviewer, now);
        update("""
            INSERT INTO pairing_links (code_hash, reviewer, added_at, expires_at)
            VALUES (?, ?, ?, ?)
            """, code.hash(), reviewer, now.toEpochMilli(), expiresAt.toEpochMilli());
    }

    /** Adds the reviewer, if there is none of that name, and a token for programs. */
    void addProgram(String reviewer, Secret token, Instant now) throws SQLException {
        addReviewer(reviewer, now);
        Device device = Device.paired(reviewer, "program", "token", token, now);
        update("""
            INSERT INTO devices (id, reviewer, kind, label, token_hash, added_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """, device.id(), reviewer, device.kind(), device.label(), device.tokenHash(), now.toEpochMilli());
    }

    /** Everyone, with all their devices. */
    List<Entry> entries() throws SQLException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT r.name, d.id, d.kind, d.label, d.added_at, d.last_seen_at, d.revoked_at
                FROM reviewers r
                LEFT JOIN devices d ON d.reviewer = r.name
                ORDER BY r.added_at, r.name, d.added_at
                """);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Entry entry = entries.computeIfAbsent(row.getString(1), name -> new Entry(name, new ArrayList<>()));
                if (row.getString(2) != null) {
                    entry.devices().add(device(row));
                }
            }
        }
        return List.copyOf(entries.values());
    }

    /** Revokes all that a reviewer has, or one device; empty if there is neither of that name. */
    Optional<Revoked> revoke(String nameOrDevice, Instant now) throws SQLException {
        if (exists("SELECT 1 FROM reviewers WHERE name = ?", nameOrDevice)) {
            int devices = update("""
                UPDATE devices SET revoked_at = ? WHERE reviewer = ? AND revoked_at IS NULL
                """, now.toEpochMilli(), nameOrDevice);
            int links = update("""
                UPDATE pairing_links SET used_at = ? WHERE reviewer = ? AND used_at IS NULL AND expires_at > ?
                """, now.toEpochMilli(), nameOrDevice, now.toEpochMilli());
            return Optional.of(new Revoked(devices, links));
        }
        if (exists("SELECT 1 FROM devices WHERE id = ?", nameOrDevice)) {
            int devices = update("""
                UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL
                """, now.toEpochMilli(), nameOrDevice);
            return Optional.of(new Revoked(devices, 0));
        }
        return Optional.empty();
    }

    private void addReviewer(String name, Instant now) throws SQLException {
        update("INSERT INTO reviewers (name, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING", name, now.toEpochMilli());
    }

    private static DeviceEntry device(ResultSet row) throws SQLException {
        return new DeviceEntry(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)).toString(),
                time(row, 6),
                time(row, 7));
    }

    private boolean exists(String sql, String value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
