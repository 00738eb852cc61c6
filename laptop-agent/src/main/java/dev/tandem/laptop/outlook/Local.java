package dev.tandem.laptop.outlook;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.TandemTables;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the file itself tells, without anybody else.
 *
 * @param pendingByRetailer how many reviews are pending, most first
 * @param unsent how many changes wait in the outbox
 * @param found those of them that were found when the file was adopted: what the stream has of them already is not sent
 * @param deadLetters unsettled letters of this node that wait in the outbox
 * @param setAside records that could not be applied here and that nobody had taken care of at the last look
 * @param conflicts how many nobody has looked at
 * @param lastSync the last sync that did something, as JSON
 */
public record Local(
        Map<String, Long> pendingByRetailer,
        long unsent,
        long found,
        long deadLetters,
        long setAside,
        long conflicts,
        Optional<String> lastSync) {

    /** Nothing, as of a file that is not there. */
    static final Local NONE = new Local(Map.of(), 0, 0, 0, 0, 0, Optional.empty());

    /** Reads it. */
    static Local read(Sql sql) throws SQLException {
        Map<String, Long> pending = pending(sql);
        if (!TandemTables.exist(sql)) {
            return new Local(pending, 0, 0, 0, 0, 0, Optional.empty());
        }
        return new Local(
                pending,
                sql.number("SELECT count(*) FROM tandem_outbox WHERE topic = ?", Topic.CHANGES.name()),
                sql.number("SELECT count(*) FROM tandem_outbox WHERE found = 1"),
                OpenLetters.waiting(sql),
                OpenLetters.noted(sql).map(OpenLetters.Noted::letters).orElse(0L),
                Conflicts.open(sql),
                Meta.LAST_SYNC.read(sql));
    }

    /** How many reviews are pending. */
    public long pending() {
        return pendingByRetailer.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> pending(Sql sql) throws SQLException {
        Map<String, Long> pending = new LinkedHashMap<>();
        Optional<TableShape> queue = TableShape.read(sql, SyncTable.ASSESSMENT_QUEUE);
        if (queue.isPresent() && queue.get().content().contains("status")) {
            String retailer = queue.get().content().contains("retailer") ? "retailer" : "NULL";
            sql.all(
                    "SELECT coalesce(" + retailer + ", 'unknown'), count(*) FROM assessment_queue"
                            + " WHERE status = 'pending' GROUP BY 1 ORDER BY 2 DESC, 1",
                    row -> pending.put(row.getString(1), row.getLong(2)));
        }
        return pending;
    }
}
