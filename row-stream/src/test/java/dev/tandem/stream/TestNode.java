package dev.tandem.stream;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.event.EventType;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TransactionListener;
import dev.tandem.stream.merge.Merge;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.outbox.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node on a real SQLite file with a clock that a test sets, and another program that writes to the same file. */
public final class TestNode implements AutoCloseable {
    final SyncedFile file;
    final NodeContext context;
    final SettableClock clock;

    private TestNode(SyncedFile file, NodeContext context, SettableClock clock) {
        this.file = file;
        this.context = context;
        this.clock = clock;
    }

    static TestNode create(Path path, Role role, SettableClock clock) {
        return of(SyncedFile.openOrCreate(path), role, clock);
    }

    static TestNode adopt(Path path, Role role, SettableClock clock) {
        return of(SyncedFile.open(path), role, clock);
    }

    private static TestNode of(SyncedFile file, Role role, SettableClock clock) {
        Adoption.Adopted adopted = Adoption.openOrCreate(file, role, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE);
        NodeContext real = adopted.context();
        return new TestNode(
                file,
                new NodeContext(real.node(), clock, real.ids(), real.zone(), real.tolerance(), real.policy()),
                clock);
    }

    /** The same node under another policy. */
    TestNode with(ConflictPolicy policy) {
        return new TestNode(file, context.with(policy), clock);
    }

    /** Nothing that Tandem catches: a killed process catches nothing either. */
    static final class Halted extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Halts the next of its transactions that does this, right after its commit; what would have followed is not done. */
    void haltAfter(String attempt) {
        file.tell(new TransactionListener() {
            @Override
            public void committed(String what, Duration held) {
                if (what.equals(attempt)) {
                    file.tell(TransactionListener.NONE);
                    throw new Halted();
                }
            }
        });
    }

    /** What another program does to the file: plain SQL on a connection of its own. */
    void script(String statement, @Nullable Object... values) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                var it = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                it.setObject(i + 1, values[i]);
            }
            it.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The first column of each row of a query, as text. */
    List<String> query(String query, @Nullable Object... values) {
        return file.read("read", sql -> sql.all(query, row -> String.valueOf(row.getString(1)), values));
    }

    String one(String query, @Nullable Object... values) {
        return query(query, values).get(0);
    }

    Captured capture() {
        return new Capture(file, context).run();
    }

    /** Merges events as the inbox does, but without a broker. */
    List<MergeResult> merge(List<Envelope> events) {
        capture();
        return file.write("merge", sql -> {
            List<MergeResult> results = new ArrayList<>();
            Unnoticed.run(sql, () -> {
                Merge merge = Merge.into(sql, context);
                for (Envelope event : events) {
                    results.add(merge.apply(event, context.now()));
                }
            });
            return results;
        });
    }

    /** Takes out what waits in the outbox, as if the broker had confirmed it. */
    List<Envelope> sent() {
        return file.write("send", sql -> {
            List<Envelope> events = new ArrayList<>();
            for (Outbox.Entry entry : Outbox.after(sql, 0, 1_000_000)) {
                String answers = entry.answers();
                events.add(new Envelope(
                        UUID.fromString(entry.eventId()),
                        entry.node(),
                        entry.time(),
                        EventJson.read(
                                EventType.ofCeType(entry.ceType()),
                                entry.value().getBytes(StandardCharsets.UTF_8)),
                        answers == null ? null : UUID.fromString(answers)));
                Outbox.removeUpTo(sql, entry.sequence());
            }
            return events;
        });
    }

    @Override
    public void close() {
        file.close();
    }

    /** A copy of a file of real data, if this machine has it. */
    static @Nullable Path realFile(String name, Path folder) {
        Path original = Path.of(System.getProperty("tandem.shared.data", "."), name);
        if (!Files.exists(original)) {
            return null;
        }
        try {
            Path copy = folder.resolve(name);
            Files.copy(original, copy);
            copy.toFile().setWritable(true);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A clock that stands still until it is moved. */
    static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(String now) {
            this.now = Timestamps.toInstant(Timestamps.parse(now, ZoneOffset.UTC));
        }

        void set(String text) {
            now = Timestamps.toInstant(Timestamps.parse(text, ZoneOffset.UTC));
        }

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
            return now;
        }
    }
}
