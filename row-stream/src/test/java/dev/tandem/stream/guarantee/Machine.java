package dev.tandem.stream.guarantee;

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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A node on a real file, on a machine that can be halted, run out of room, and be wrong about the time. */
final class Machine implements AutoCloseable {
    final Who who;
    final Path path;
    final Halting halting = new Halting();
    final OtherProgram other;

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
    private SyncedFile file;
    private NodeContext context;
    private ConflictPolicy policy = ConflictPolicy.LATEST;

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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.other = new OtherProgram(path);
        this.file = SyncedFile.open(path);
        file.write("name", sql -> {
            new Node("node-" + who, who.role).write(sql);
            for (String table : List.of("tandem_outbox", "tandem_history", "tandem_verdict")) {
                sql.update("UPDATE " + table + " SET node = ?", "node-" + who);
            }
            return true;
        });
        this.context = open();
        known.putAll(other.rows());
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
        other.unlock();
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
        try {
            file.close();
            other.close();
            Files.copy(copy.file(), path, StandardCopyOption.REPLACE_EXISTING);
            other.reopen();
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

    /** Whether a failure is to be expected now. */
    boolean isInTrouble() {
        return full || other.holdsTheLock();
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
        file.close();
        other.close();
    }
}
