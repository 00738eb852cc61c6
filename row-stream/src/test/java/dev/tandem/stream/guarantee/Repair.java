package dev.tandem.stream.guarantee;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.LocalCount;
import dev.tandem.stream.verify.Mending;
import dev.tandem.stream.verify.Recount;
import dev.tandem.stream.verify.Standing;
import dev.tandem.stream.verify.Theirs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code verify --repair} does on a laptop: everything is compared with the server, mended, and the gap is closed. */
final class Repair {
    private Repair() {}

    static void run(Machine laptop, Machine server, BrokerWire wire) {
        LocalCount.of(laptop.file(), laptop.context()).mend(laptop.file());
        Gap gap = wire.mark(laptop);
        Mending mending = new Mending(laptop.file(), laptop.context());
        for (String table : tables(laptop, server)) {
            List<Theirs> differing = differing(laptop, server, table);
            if (!differing.isEmpty()) {
                mending.mend(differing);
            }
        }
        laptop.file().write("close the gap of", gap::closed);
    }

    private static Set<String> tables(Machine laptop, Machine server) {
        Set<String> tables = new TreeSet<>();
        for (Machine machine : List.of(laptop, server)) {
            machine.file().read("count", sql -> tables.addAll(Buckets.read(sql).keySet()));
        }
        return tables;
    }

    private static List<Theirs> differing(Machine laptop, Machine server, String table) {
        SortedMap<Long, Long> mine = laptop.file().read("count", sql -> digests(sql, table));
        SortedMap<Long, Long> others = server.file().read("count", sql -> digests(sql, table));
        Set<Long> ids = new TreeSet<>(mine.keySet());
        ids.addAll(others.keySet());
        ids.removeIf(id -> Objects.equals(mine.get(id), others.get(id)));
        return server.file().read("look at", sql -> {
            Rows rows = Rows.of(sql);
            List<Theirs> theirs = new ArrayList<>();
            for (long id : ids) {
                List<Envelope> events = Standing.of(rows, server.context(), table, id);
                theirs.add(new Theirs(table, id, others.containsKey(id), events));
            }
            return theirs;
        });
    }

    private static SortedMap<Long, Long> digests(Sql sql, String table) throws SQLException {
        Rows rows = Rows.of(sql);
        SortedMap<Long, Long> all = new TreeMap<>();
        for (int bucket = 0; bucket < Digest.BUCKETS; bucket++) {
            all.putAll(Recount.of(sql, rows, table, bucket).digests());
        }
        return all;
    }
}
