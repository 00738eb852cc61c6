package dev.tandem.stream.adopt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Occasion;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.node.TandemTables;
import dev.tandem.stream.outbox.Outbox;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes a database into Tandem in place: adds the columns that merging cannot do without, Tandem's own tables and the
 * triggers, and captures every row as it stands. Can be run again wherever it was interrupted; of an adopted file it
 * changes nothing.
 */
public final class Adoption {
    private Adoption() {}

    /**
     * What adopting did.
     *
     * @param context who the file is now
     * @param columnsAdded as {@code table.column}
     * @param backup the copy that was made before anything was changed; none of a file that was made just now
     * @param captured what was found in the file
     * @param already whether the file had been adopted before
     */
    public record Adopted(
            NodeContext context,
            List<String> columnsAdded,
            Optional<Path> backup,
            Captured captured,
            boolean already) {}

    /** Who an adopted file is, if it is adopted. */
    public static Optional<NodeContext> context(SyncedFile file, ZoneId zone, Duration tolerance) {
        return file.read("read", sql -> {
            Optional<Node> node = Node.read(sql);
            boolean done = node.isPresent() && Meta.ADOPTED_AT.read(sql).isPresent();
            return done ? node.map(n -> NodeContext.of(n, zone, tolerance)) : Optional.<NodeContext>empty();
        });
    }

    /**
     * Adopts a file.
     *
     * @throws StreamException if it has no {@code products} table with a {@code url}, or is a node of the other role
     */
    public static Adopted adopt(SyncedFile file, Role role, ZoneId zone, Duration tolerance) {
        return adopt(file, role, zone, tolerance, Optional.empty());
    }

    /**
     * As {@link #adopt(SyncedFile, Role, ZoneId, Duration)}, with the further tables that travel.
     *
     * @param further their names; where absent, as the file says, or the usual ones
     */
    public static Adopted adopt(
            SyncedFile file, Role role, ZoneId zone, Duration tolerance, Optional<List<String>> further) {
        return adopt(file, role, zone, tolerance, further, true);
    }

    private static Adopted adopt(
            SyncedFile file,
            Role role,
            ZoneId zone,
            Duration tolerance,
            Optional<List<String>> further,
            boolean worthACopy) {
        Optional<NodeContext> known = context(file, zone, tolerance);
        if (known.isPresent()) {
            requireRole(file, known.get().node(), role);
            further.ifPresent(names -> FurtherTables.accept(file, names));
            Captured captured = new Capture(file, known.get()).run();
            return new Adopted(known.get(), List.of(), Optional.empty(), captured, true);
        }
        requireProducts(file);
        requireWritable(file);
        NodeContext fresh = NodeContext.of(new Node(UUID.randomUUID().toString(), role), zone, tolerance);
        Optional<Path> backup = worthACopy
                ? Optional.of(Backup.make(file, "adopt", fresh.clock().instant()))
                : Optional.empty();
        List<String> added = new ArrayList<>();
        Node node = file.write("adopt", sql -> prepare(sql, fresh.node(), added, further));
        requireRole(file, node, role);
        NodeContext context = NodeContext.of(node, zone, tolerance);
        Capture capture = new Capture(file, context);
        Captured captured = capture.run();
        captured.add(capture.scan(Occasion.ADOPTING));
        file.write("adopt", sql -> {
            Meta.ADOPTED_AT.write(sql, Timestamps.format(context.now()));
            long last = sql.number("SELECT seq FROM sqlite_sequence WHERE name = 'tandem_outbox'");
            Meta.ADOPTED_SEQUENCE.write(sql, Long.toString(last));
            return true;
        });
        return new Adopted(context, added, backup, captured, false);
    }

    /** Opens the database of a node, making an empty one where there is none. */
    public static Adopted openOrCreate(SyncedFile file, Role role, ZoneId zone, Duration tolerance) {
        return openOrCreate(file, role, zone, tolerance, Optional.empty());
    }

    /** As {@link #openOrCreate(SyncedFile, Role, ZoneId, Duration)}, with the further tables that travel. */
    public static Adopted openOrCreate(
            SyncedFile file, Role role, ZoneId zone, Duration tolerance, Optional<List<String>> further) {
        boolean empty = file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master") == 0);
        if (empty) {
            file.write("make", sql -> {
                for (SyncTable table : SyncTable.ALL) {
                    UserSchema.create(sql, table);
                }
                TandemTables.create(sql);
                new Node(UUID.randomUUID().toString(), role).write(sql);
                return true;
            });
        }
        return adopt(file, role, zone, tolerance, further, !empty);
    }

    /**
     * Opens the database of a node, or makes an empty one; a file that holds something and was never adopted is left
     * alone. Where making or adopting it was interrupted, that is done to its end.
     *
     * @throws StreamException if it has not been adopted
     */
    public static NodeContext openAdopted(
            SyncedFile file, Role role, ZoneId zone, Duration tolerance, Optional<List<String>> further) {
        boolean another = file.read(
                "read",
                sql -> sql.number("SELECT count(*) FROM sqlite_master") > 0
                        && Node.read(sql).isEmpty());
        if (another) {
            throw new StreamException(
                    file.path() + " has not been adopted yet",
                    "adopt it first: ./tandem adopt " + file.path() + "; nothing was changed");
        }
        return openOrCreate(file, role, zone, tolerance, further).context();
    }

    /** How many events of this file wait to be sent. */
    public static long toPublish(SyncedFile file) {
        return file.read("read", Outbox::depth);
    }

    private static Node prepare(Sql sql, Node fresh, List<String> added, Optional<List<String>> further)
            throws SQLException {
        TandemTables.create(sql);
        Optional<Node> interrupted = Node.read(sql);
        Node node = interrupted.orElse(fresh);
        node.write(sql);
        for (SyncTable table : SyncTable.ALL) {
            if (TableShape.read(sql, table).isPresent()) {
                for (String column : UserSchema.missingForVerdicts(sql, table)) {
                    UserSchema.addColumn(sql, table, column);
                    added.add(table.name() + "." + column);
                    remember(sql, table, column);
                }
            }
        }
        FurtherTables.takeIn(sql, further.orElse(SyncTable.USUAL_FURTHER));
        TriggerCheck.set(sql);
        TriggerCheck.passed(sql);
        return node;
    }

    /** Writes down a column that Tandem added, so that undoing takes it out again. */
    static void remember(Sql sql, SyncTable table, String column) throws SQLException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        Optional<String> known = Meta.ADDED_COLUMNS.read(sql);
        if (known.isPresent()) {
            try {
                all = (ObjectNode) mapper.readTree(known.get());
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException("tandem_meta was damaged: " + known.get(), e);
            }
        }
        all.withArray(table.name()).add(column);
        Meta.ADDED_COLUMNS.write(sql, all.toString());
    }

    /** Writes down a table that Tandem made in a file that had others, so that undoing takes it out again. */
    static void rememberTable(Sql sql, SyncTable table) throws SQLException {
        String known = Meta.ADDED_TABLES.read(sql).map(names -> names + ",").orElse("");
        Meta.ADDED_TABLES.write(sql, known + table.name());
    }

    private static void requireProducts(SyncedFile file) {
        String trouble = file.read("read", Adoption::trouble);
        if (!trouble.isEmpty()) {
            throw new StreamException(
                    file.path() + " " + trouble, "name the database that holds the products; nothing was changed");
        }
    }

    /** Why the file's tables cannot be kept in step; empty if they can. */
    private static String trouble(Sql sql) throws SQLException {
        if (TableShape.read(sql, SyncTable.PRODUCTS).isEmpty()) {
            return "has no table 'products' with a column 'url'";
        }
        for (SyncTable table : SyncTable.ALL) {
            Optional<String> statement = sql.first(
                    "SELECT type || ' ' || sql FROM sqlite_master WHERE lower(name) = ? AND type IN ('table', 'view')",
                    row -> row.getString(1).toUpperCase(Locale.ROOT),
                    table.name());
            if (statement.isEmpty()) {
                continue;
            }
            if (statement.get().startsWith("VIEW")) {
                return "has a view '" + table.name() + "', and only a table can be kept in step";
            }
            if (statement.get().matches("(?s).*\\)[^)]*WITHOUT\\s+ROWID[^)]*")) {
                return "has a table '" + table.name() + "' WITHOUT ROWID, which Tandem cannot read in pages";
            }
            String key = table.key().stream().map(Sql::quote).collect(Collectors.joining(", "));
            Optional<String> twice = sql.first(
                    "SELECT " + Sql.quote(table.key().get(0)) + " FROM " + Sql.quote(table.name()) + " WHERE "
                            + Sql.quote(table.key().get(0)) + " IS NOT NULL GROUP BY " + key
                            + " HAVING count(*) > 1 LIMIT 1",
                    row -> row.getString(1));
            if (twice.isPresent()) {
                return "has more than one row of '" + table.name() + "' for " + twice.get()
                        + ", so it is not known which one is meant";
            }
        }
        return "";
    }

    /** Before anything is made beside the file: that it may be written, and that no other program holds it. */
    private static void requireWritable(SyncedFile file) {
        file.write("adopt", sql -> true);
    }

    private static void requireRole(SyncedFile file, Node node, Role role) {
        if (node.role() != role) {
            throw new StreamException(
                    file.path() + " is the database of a " + node.role().text() + ", not of a " + role.text(),
                    "each node needs a database of its own; name another file (--database)");
        }
    }
}
