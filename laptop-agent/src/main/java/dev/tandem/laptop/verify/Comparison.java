package dev.tandem.laptop.verify;

import dev.tandem.laptop.connection.Service;
import dev.tandem.schema.digest.Digest;
import dev.tandem.stream.digest.Buckets.Sums;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Difference;
import dev.tandem.stream.verify.LocalCount;
import dev.tandem.stream.verify.Mending;
import dev.tandem.stream.verify.Recount;
import dev.tandem.stream.verify.Theirs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A laptop's file compared with the server: by the sums of all buckets, in those that differ by the digests of the rows, and
 * of the rows that differ by what stands in them. What is in step costs one request and one pass over the file.
 */
public final class Comparison {
    /** How many differences are told one by one. */
    private static final int TOLD = 1_000;

    private static final int AT_ONCE = 100;

    private final SyncedFile file;
    private final NodeContext context;
    private final LocalCount local;
    private final ServerDigest server;
    private final OnTheWay onTheWay;
    private final List<Found> differences = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private long unexplained;
    private boolean perhapsJustNow;
    private long explained;

    /**
     * A row or verdict that differs.
     *
     * @param waiting whether it comes of what is merely on its way from one side to the other
     */
    public record Found(Difference difference, boolean waiting) {}

    private Comparison(SyncedFile file, NodeContext context, LocalCount local, ServerDigest server, OnTheWay onTheWay) {
        this.file = file;
        this.context = context;
        this.local = local;
        this.server = server;
        this.onTheWay = onTheWay;
    }

    /**
     * Compares; changes nothing in the file but that what other programs wrote is captured.
     *
     * @throws dev.tandem.laptop.connection.ServiceAwayException if the service cannot be reached
     */
    public static Comparison of(SyncedFile file, NodeContext context, KafkaSettings kafka, Service service) {
        return of(file, context, kafka, service, LocalCount.of(file, context), unexplained -> {});
    }

    /**
     * Compares.
     *
     * @param local what the file's own rows add up to
     * @param unexplained is given what differs and does not come of what is on its way, some rows at a time
     */
    static Comparison of(
            SyncedFile file,
            NodeContext context,
            KafkaSettings kafka,
            Service service,
            LocalCount local,
            Consumer<List<Theirs>> unexplained) {
        ServerDigest server = ServerDigest.ask(service);
        file.write("note the server's digest in", server.peer()::write);
        OnTheWay onTheWay = OnTheWay.look(file, context, kafka);
        Comparison comparison = new Comparison(file, context, local, server, onTheWay);
        comparison.compare(unexplained);
        return comparison;
    }

    private void compare(Consumer<List<Theirs>> unexplained) {
        for (Map.Entry<String, Sums> table : local.sums().entrySet()) {
            if (!server.has(table.getKey())) {
                passedOver.add(table.getKey());
                continue;
            }
            for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
                if (table.getValue().digest(bucket) != server.digest(table.getKey(), bucket)) {
                    compare(table.getKey(), bucket, unexplained);
                }
            }
        }
    }

    private void compare(String table, int bucket, Consumer<List<Theirs>> unexplained) {
        SortedMap<Long, Long> theirs = server.rows(table, bucket);
        SortedMap<Long, Long> mine = file.read(
                "read", sql -> Recount.of(sql, Rows.of(sql), table, bucket).digests());
        TreeSet<Long> differing = new TreeSet<>(theirs.keySet());
        differing.addAll(mine.keySet());
        differing.removeIf(id -> Objects.equals(mine.get(id), theirs.get(id)));
        List<Long> ids = List.copyOf(differing);
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            tell(server.standing(table, some, theirs), unexplained);
        }
    }

    private void tell(List<Theirs> all, Consumer<List<Theirs>> consumer) {
        List<Theirs> left = new ArrayList<>();
        List<Difference> found = file.read("read", sql -> Mending.differences(sql, context, all));
        for (int i = 0; i < all.size(); i++) {
            Theirs theirs = all.get(i);
            Difference difference = found.get(i);
            boolean waiting = onTheWay.explains(difference, theirs);
            if (differences.size() < TOLD) {
                differences.add(new Found(difference, waiting));
            }
            if (waiting) {
                explained++;
            } else {
                unexplained++;
                perhapsJustNow |= difference.newer() == Difference.Newer.THERE;
                left.add(theirs);
            }
        }
        if (!left.isEmpty()) {
            consumer.accept(left);
        }
    }

    /** Whether both sides are the same, in all tables that both keep in step. */
    public boolean isIdentical() {
        return unexplained + explained == 0;
    }

    /** How many rows and verdicts differ, and not because something is on its way. */
    public long unexplained() {
        return unexplained;
    }

    /** Whether some of it may be of this very moment: the server has it, and the topics are about to. */
    boolean perhapsJustNow() {
        return perhapsJustNow && !onTheWay.gap();
    }

    /** How many differ because something is on its way. */
    public long waiting() {
        return explained;
    }

    /** What differs; if that is very much, the first of it. */
    public List<Found> differences() {
        return List.copyOf(differences);
    }

    /** The file's own rows. */
    public LocalCount local() {
        return local;
    }

    /** What is on its way. */
    OnTheWay onTheWay() {
        return onTheWay;
    }

    /** The server's word. */
    ServerDigest server() {
        return server;
    }

    /** Tables that this side alone keeps in step; they were not compared. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }
}
