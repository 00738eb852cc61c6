package dev.tandem.laptop.adopt;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.Adoption.Adopted;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.TablesInStep;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code adopt --json} answers.
 *
 * @param nodeId who the file is now; null in a dry run of a file that is not adopted
 * @param furtherTables how many rows each further table has that travels
 * @param toPublish how many changes the next sync sends, rows and verdicts: what the stream does not have; all, if it was not
 *     looked at
 * @param unreadable timestamps that are none, each with its row; such a row counts as one without a time
 * @param paired the service that this laptop may compare itself with from now on, if a link was given
 * @param unnamed rows that cannot travel, because a key column is null
 */
record AdoptAnswer(
        String database,
        @Nullable String nodeId,
        long products,
        long queue,
        Map<String, Long> furtherTables,
        long toPublish,
        List<String> columnsAdded,
        @Nullable String backup,
        boolean alreadyAdopted,
        boolean dryRun,
        List<String> unreadable,
        int unnamed,
        @Nullable String paired,
        List<String> warnings) {

    static AdoptAnswer of(
            Path file,
            SyncedFile database,
            Adopted adopted,
            OptionalLong difference,
            boolean dryRun,
            @Nullable String paired,
            List<String> warnings) {
        return new AdoptAnswer(
                file.toString(),
                dryRun && !adopted.already() ? null : adopted.context().node().id(),
                rows(database, "products"),
                rows(database, "assessment_queue"),
                furtherTables(database),
                difference.orElseGet(() -> Adoption.toPublish(database)),
                adopted.columnsAdded(),
                dryRun ? null : adopted.backup().map(Path::toString).orElse(null),
                adopted.already(),
                dryRun,
                adopted.captured().unreadable(),
                adopted.captured().unnamed(),
                paired,
                warnings);
    }

    private static Map<String, Long> furtherTables(SyncedFile database) {
        Map<String, Long> rows = new LinkedHashMap<>();
        List<SyncTable> further =
                database.read("read", sql -> List.copyOf(TablesInStep.read(sql).further()));
        further.forEach(table -> rows.put(table.name(), rows(database, table.name())));
        return rows;
    }

    /** How many rows a table of the user's has; none where there is no such table. */
    static long rows(SyncedFile database, String table) {
        return database.read("count the rows of", sql -> rows(sql, table));
    }

    private static long rows(Sql sql, String table) throws SQLException {
        boolean there = sql.number("SELECT count(*) FROM pragma_table_info(?)", table) > 0;
        return there ? sql.number("SELECT count(*) FROM " + Sql.quote(table)) : 0;
    }
}
