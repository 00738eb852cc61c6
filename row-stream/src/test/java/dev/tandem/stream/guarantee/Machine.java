package dev.tandem.stream.guarantee;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node on a real file, on a machine that can be halted, run out of room, and be wrong about the time. */
final class Machine implements AutoCloseable {
    final Who who;
    final Path path;
    final Halting halting = new Halting();

    /** The user's rows as they were when the node last knew all of them. */
    final Map<String, Noted> known = new TreeMap<>();

    /** What has been issued about rows that a halted step was not done with. */
    final Map<String, List<Issued>> looked = new TreeMap<>();

    private final Clock clock;
    private final SeededIds ids;
    private long ahead;
    private final List<Outbox.Entry> fresh = new ArrayList<>();
    private long seen;
    private boolean full;
    private @Nullable Connection holder;
    private Connection scripts;
    private SyncedFile file;
    private NodeContext context;
    private ConflictPolicy policy = ConflictPolicy.LATEST;

    /** A row of the user's. */
    record Noted(RowKey key, Columns columns) {}

    Machine(Who who, Path folder, Supplier<Instant> now, Start start) {
        this.who = who;
        this.path = folder.resolve(who.name().toLowerCase(java.util.Locale.ROOT) + ".db");
        this.clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get().plusSeconds(ahead);
            }
        };
        this.ids = new SeededIds(clock, who.name().length() * 31 + who.name().charAt(0));
        try {
            Files.write(path, start.file(who));
            this.scripts = connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.file = SyncedFile.open(path);
        file.write("name", sql -> {
            new Node("node-" + who, who.role).write(sql);
            for (String table : List.of("tandem_outbox", "tandem_history", "tandem_verdict")) {
                sql.update("UPDATE " + table + " SET node = ?", "node-" + who);
            }
            return true;
        });
        this.context = open();
        known.putAll(rows());
    }

    SyncedFile file() {
        return file;
    }

    NodeContext context() {
        return context.with(policy);
    }

    void settleBy(ConflictPolicy other) {
        policy = other;
    }

    /** Who the file is now: it may have been found to be an old copy, and go on as a new node. */
    void remember() {
        context = context.as(file.read("read", Node::read).orElseThrow());
    }

    /** As a process that was killed finds the file when it is started again. */
    void reopen() {
        file.close();
        file = SyncedFile.open(path);
        context = open();
    }

    private NodeContext open() {
        full = false;
        file.alone("set up", sql -> {
            sql.script("PRAGMA synchronous = OFF");
            return sql.number("PRAGMA busy_timeout = 0");
        });
        file.tell(halting);
        Node node = file.read("read", Node::read).orElseThrow();
        return new NodeContext(node, clock, ids, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE, policy);
    }

    /** A copy of the file, and what the node knew when it was made. */
    record Copy(Path file, Map<String, Noted> known, Map<String, List<Issued>> looked) {}

    Copy copy() {
        unlock();
        try {
            Path kept = Files.createTempFile(path.getParent(), "copy", ".db");
            Files.copy(path, kept, StandardCopyOption.REPLACE_EXISTING);
            return new Copy(kept, new TreeMap<>(known), new TreeMap<>(looked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A restored file has an older outbox, and issues other events under the same sequences. */
    void replaceBy(Copy copy) {
        unlock();
        try {
            file.close();
            scripts.close();
            Files.copy(copy.file(), path, StandardCopyOption.REPLACE_EXISTING);
            scripts = connect();
            file = SyncedFile.open(path);
            context = open();
            fresh.clear();
            seen = file.read("read", sql -> sql.number("SELECT coalesce(max(seq), 0) FROM tandem_outbox"));
            known.clear();
            known.putAll(copy.known());
            looked.clear();
            looked.putAll(copy.looked());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void isAhead(long seconds) {
        ahead = seconds;
    }

    void leaveRoomFor(int pages) {
        full = true;
        long now = file.alone("limit", sql -> sql.number("PRAGMA page_count"));
        file.alone("limit", sql -> sql.number("PRAGMA max_page_count = " + (now + pages)));
    }

    void makeRoom() {
        full = false;
        file.alone("widen", sql -> sql.number("PRAGMA max_page_count = 1073741823"));
    }

    void lock() {
        unlock();
        try {
            Connection other = connect();
            try (var begin = other.createStatement()) {
                begin.execute("BEGIN IMMEDIATE");
            }
            holder = other;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void unlock() {
        if (holder != null) {
            try {
                holder.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            holder = null;
        }
    }

    /** Whether a failure is to be expected now. */
    boolean isInTrouble() {
        return full || holder != null;
    }

    private Connection connect() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
            try (var pragma = connection.createStatement()) {
                pragma.execute("PRAGMA synchronous = OFF");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another program does to the file; what SQLite refuses it is no business of Tandem's. */
    void script(String statement, List<?> values) {
        unlock();
        try (var it = scripts.prepareStatement(statement)) {
            for (int i = 0; i < values.size(); i++) {
                it.setObject(i + 1, values.get(i));
            }
            it.execute();
        } catch (SQLException refused) {
            // Such as a column that this file has not got.
        }
    }

    /** A table is dropped and made anew, with the same rows and without triggers; not while another holds the file. */
    void remake(String table) {
        unlock();
        if (query("SELECT 1 FROM sqlite_master WHERE name = '" + table + "'").isEmpty()) {
            return;
        }
        try (var it = scripts.createStatement()) {
            String made;
            try (ResultSet row =
                    it.executeQuery("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'")) {
                made = row.getString(1);
            }
            it.execute("CREATE TEMP TABLE kept AS SELECT * FROM " + table);
            it.execute("DROP TABLE " + table);
            it.execute(made);
            it.execute("INSERT INTO " + table + " SELECT * FROM kept");
            it.execute("DROP TABLE temp.kept");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows are deleted, and inserted again under other ids. */
    void refill(String table) {
        unlock();
        if (query("SELECT 1 FROM sqlite_master WHERE name = '" + table + "'").isEmpty()) {
            return;
        }
        String columns =
                String.join(", ", query("SELECT name FROM pragma_table_info('" + table + "') WHERE name <> 'id'"));
        try (var it = scripts.createStatement()) {
            it.execute("CREATE TEMP TABLE kept AS SELECT * FROM " + table + " ORDER BY title DESC, id DESC");
            it.execute("DELETE FROM " + table);
            it.execute("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM kept");
            it.execute("DROP TABLE temp.kept");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows that travel, as any program sees them; a column that holds nothing is as good as none. */
    Map<String, Noted> rows() {
        Map<String, Noted> rows = new TreeMap<>();
        for (SyncTable table : SyncTable.ALL) {
            try (var it = scripts.createStatement();
                    ResultSet row = it.executeQuery("SELECT * FROM " + table.name())) {
                while (row.next()) {
                    Columns all = columns(row);
                    List<String> key = new ArrayList<>();
                    table.key().forEach(column -> key.add(Objects.requireNonNull(all.text(column))));
                    RowKey its = table.equals(SyncTable.PRODUCTS)
                            ? RowKey.product(key.get(0))
                            : RowKey.queued(key.get(0), key.get(1));
                    if (rows.put(
                                    name(its),
                                    new Noted(its, all.without(table.key()).without(table.local())))
                            != null) {
                        throw new IllegalStateException(who + " has two rows for " + its);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    /** What further tables show, whatever their rows are known by. */
    Map<String, String> further() {
        Map<String, String> tables = new TreeMap<>();
        for (String table : SyncTable.USUAL_FURTHER) {
            List<String> rows = new ArrayList<>();
            if (!query("SELECT 1 FROM sqlite_master WHERE name = '" + table + "'")
                    .isEmpty()) {
                try (var it = scripts.createStatement();
                        ResultSet row = it.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        rows.add(columns(row).without(List.of("id")).toString());
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            rows.sort(null);
            tables.put(table, rows.toString());
        }
        return tables;
    }

    private static Columns columns(ResultSet row) throws SQLException {
        Columns.Builder columns = Columns.builder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (value != null) {
                columns.put(row.getMetaData().getColumnName(i), value);
            }
        }
        return columns.build();
    }

    static String name(RowKey key) {
        return key.table() + " "
                + String.join(" ", key.values().stream().map(String::valueOf).toList());
    }

    /** Looks what has come into the outbox, before it is sent and leaves it. */
    void lookIntoOutbox() {
        List<Outbox.Entry> entries = file.read("read", sql -> Outbox.after(sql, seen, 1_000_000));
        if (!entries.isEmpty()) {
            seen = entries.get(entries.size() - 1).sequence();
        }
        fresh.addAll(entries);
    }

    /** The events that have come into the outbox since this was last asked. */
    List<Outbox.Entry> issued() {
        lookIntoOutbox();
        List<Outbox.Entry> all = List.copyOf(fresh);
        fresh.clear();
        return all;
    }

    /** The first columns of each row of a query, as one text. */
    List<String> query(String query) {
        return file.read(
                "read",
                sql -> sql.all(query, row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(row.getString(i)));
                    }
                    return String.join(" ", values);
                }));
    }

    @Override
    public void close() {
        unlock();
        file.close();
        try {
            scripts.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
