package dev.tandem.stream.capture;

import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.file.Origins;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds or makes the origin of rows in a table without a key. SQLite's row id says where a row is, and no more: it is
 * used again after a deletion, and another one after a script has made the table anew. So an origin whose row is gone is
 * loose for a while, and a row of equal content takes it; only what nobody took was removed.
 */
final class OriginCapture {
    private final NodeContext context;
    private final Rows rows;
    private final UserTable table;
    private final Origins origins;

    OriginCapture(NodeContext context, Rows rows, UserTable table) {
        this.context = context;
        this.rows = rows;
        this.table = table;
        this.origins = table.origins();
    }

    /**
     * The keys of the rows that were written and are there.
     *
     * @param written the row ids under which a row was inserted or updated
     * @param deleted those under which one was deleted: what is there now is another row, of which the log says more,
     *     perhaps later
     */
    Set<RowKey> touched(Collection<Long> written, Collection<Long> deleted) throws SQLException {
        for (long local : deleted) {
            Optional<RowKey> known = origins.at(local);
            if (known.isPresent()) {
                loosen(known.get(), local);
            }
        }
        for (long local : written) {
            Optional<RowKey> known = origins.at(local);
            if (known.isPresent() && table.readAt(local).isEmpty()) {
                loosen(known.get(), local);
            }
        }
        Set<RowKey> keys = new LinkedHashSet<>();
        for (long local : written) {
            Optional<Columns> row = table.readAt(local);
            if (row.isPresent()) {
                Optional<RowKey> known = origins.at(local);
                keys.add(known.isPresent() ? known.get() : claimed(local, ContentHash.of(row.get())));
            }
        }
        return keys;
    }

    /** Loosens those of these origins whose row is gone or holds something else now. */
    void loosenChanged(Collection<Origins.Placed> placed) throws SQLException {
        for (Origins.Placed origin : placed) {
            Optional<Columns> row = table.readAt(origin.local());
            long known = rows.states().read(origin.key()).hash();
            if (row.isEmpty() || ContentHash.of(row.get()) != known) {
                loosen(origin.key(), origin.local());
            }
        }
    }

    /** Gives a loose origin of equal content to those of these rows that have none. */
    void claimEqual(List<UserTable.Located> page) throws SQLException {
        for (UserTable.Located located : page) {
            Optional<Columns> row = located.key().isEmpty() ? table.readAt(located.rowid()) : Optional.empty();
            if (row.isPresent()) {
                Optional<RowKey> loose = origins.loose(located.rowid(), ContentHash.of(row.get()));
                if (loose.isPresent()) {
                    origins.place(loose.get(), located.rowid());
                }
            }
        }
    }

    /** Gives to those of these rows that have no origin the loose one that was in their place: they were changed. */
    void claimPlace(List<UserTable.Located> page) throws SQLException {
        for (UserTable.Located located : page) {
            Optional<RowKey> loose = located.key().isEmpty() ? origins.looseFrom(located.rowid()) : Optional.empty();
            if (loose.isPresent()) {
                origins.place(loose.get(), located.rowid());
            }
        }
    }

    /** The keys of these rows; those that still have no origin are new. */
    List<RowKey> keys(List<UserTable.Located> page) throws SQLException {
        Set<RowKey> keys = new LinkedHashSet<>();
        for (UserTable.Located located : page) {
            Optional<Columns> row = table.readAt(located.rowid());
            if (located.key().isPresent()) {
                keys.add(located.key().get());
            } else if (row.isPresent()) {
                keys.add(made(located.rowid(), ContentHash.of(row.get())));
            }
        }
        return List.copyOf(keys);
    }

    private void loosen(RowKey key, long local) throws SQLException {
        origins.loosen(key, local, rows.states().read(key).hash());
    }

    private RowKey claimed(long local, long hash) throws SQLException {
        Optional<RowKey> loose = origins.loose(local, hash);
        if (loose.isEmpty()) {
            return made(local, hash);
        }
        origins.place(loose.get(), local);
        return loose.get();
    }

    private RowKey made(long local, long hash) throws SQLException {
        RowKey key = RowKey.origin(
                table.shape().table().name(),
                context.node().id(),
                context.ids().next().toString());
        origins.add(key, local, hash);
        return key;
    }
}
