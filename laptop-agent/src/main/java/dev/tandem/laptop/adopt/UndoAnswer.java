package dev.tandem.laptop.adopt;

import dev.tandem.stream.adopt.Undo.Undone;
import dev.tandem.stream.file.SyncedFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code adopt --undo --json} answers. */
record UndoAnswer(
        String database,
        boolean undone,
        long products,
        long queue,
        List<String> columnsRemoved,
        List<String> columnsKept,
        List<String> tablesRemoved,
        long unsent,
        @Nullable String backup,
        boolean dryRun,
        List<String> warnings) {

    static UndoAnswer of(Path file, SyncedFile database, Undone undone, boolean dryRun, List<String> warnings) {
        return new UndoAnswer(
                file.toString(),
                !dryRun,
                AdoptAnswer.rows(database, "products"),
                AdoptAnswer.rows(database, "assessment_queue"),
                undone.columnsRemoved(),
                undone.columnsKept(),
                undone.tablesRemoved(),
                undone.unsent(),
                dryRun ? null : undone.backup().toString(),
                dryRun,
                warnings);
    }
}
