package dev.tandem.laptop.adopt;

import dev.tandem.stream.adopt.Undo.Undone;
import dev.tandem.stream.file.SyncedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code adopt --undo --json} answers.
 *
 * @param undone whether it was done; not in a dry run, nor where the question before it was answered with no
 * @param valuesLost how many values that nothing else tells went with the columns that were removed, by column
 * @param rowsLost how many rows went with the tables that were removed, by table
 * @param unsent how many events the stream does not have, where that was looked at; else how many were not sent from here
 * @param streamKnown whether that was looked at
 * @param room how many bytes of the file hold nothing now
 */
record UndoAnswer(
        String database,
        boolean undone,
        long products,
        long queue,
        List<String> columnsRemoved,
        List<String> columnsKept,
        List<String> tablesRemoved,
        Map<String, Long> valuesLost,
        Map<String, Long> rowsLost,
        long unsent,
        boolean streamKnown,
        long room,
        @Nullable String backup,
        boolean dryRun,
        List<String> warnings) {

    enum Kind {
        DONE,
        CANCELLED,
        DRY_RUN
    }

    static UndoAnswer of(
            Path file, SyncedFile database, Undone undone, OptionalLong difference, Kind kind, List<String> warnings) {
        return new UndoAnswer(
                file.toString(),
                kind == Kind.DONE,
                AdoptAnswer.rows(database, "products"),
                staying(database, undone, kind),
                undone.columnsRemoved(),
                undone.columnsKept(),
                undone.tablesRemoved(),
                undone.valuesLost(),
                undone.rowsLost(),
                difference.orElse(undone.unsent()),
                difference.isPresent(),
                undone.room(),
                undone.backup().map(Path::toString).orElse(null),
                kind == Kind.DRY_RUN,
                warnings);
    }

    /** Before a queue that Tandem made is taken out it has rows, and the file has none of them afterwards. */
    private static long staying(SyncedFile database, Undone undone, Kind kind) {
        boolean goes = undone.tablesRemoved().contains("assessment_queue") && kind != Kind.CANCELLED;
        return goes ? 0 : AdoptAnswer.rows(database, "assessment_queue");
    }

    /** The same, the disk having got back the room. */
    UndoAnswer vacuumed() {
        return new UndoAnswer(
                database,
                undone,
                products,
                queue,
                columnsRemoved,
                columnsKept,
                tablesRemoved,
                valuesLost,
                rowsLost,
                unsent,
                streamKnown,
                0,
                backup,
                dryRun,
                warnings);
    }
}
