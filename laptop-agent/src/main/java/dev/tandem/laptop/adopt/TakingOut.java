package dev.tandem.laptop.adopt;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Question;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.adopt.Undo.Undone;
import dev.tandem.stream.file.SyncedFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Takes a file out of Tandem; if values of the user's go with it, only once somebody has agreed to that. */
final class TakingOut {
    private final Path file;
    private final Output output;
    private final Settings settings;
    private final List<String> warnings;

    TakingOut(Path file, Output output, Settings settings, List<String> warnings) {
        this.file = file;
        this.output = output;
        this.settings = settings;
        this.warnings = warnings;
    }

    /** What it would take out of the file, of which this is a copy. */
    UndoAnswer foresee(SyncedFile copy) {
        return answer(
                copy,
                Undo.foresee(copy),
                Difference.count(copy.path(), settings, output::waitingFor),
                UndoAnswer.Kind.DRY_RUN);
    }

    /**
     * Takes the file out.
     *
     * @param yes whether values that go with it were agreed to beforehand
     * @param vacuum whether the disk gets back the room that it took
     */
    UndoAnswer run(SyncedFile database, boolean yes, boolean vacuum) {
        Undone foreseen = Undo.foresee(database);
        OptionalLong difference = Difference.count(database.path(), settings, output::waitingFor);
        if (foreseen.losesSomething() && !agreed(foreseen, yes)) {
            return answer(database, foreseen, difference, UndoAnswer.Kind.CANCELLED);
        }
        Undone undone = Undo.undo(database, Clock.systemUTC().instant());
        UndoAnswer answer = answer(database, undone, difference, UndoAnswer.Kind.DONE);
        if (vacuum) {
            database.alone("give back the room in", sql -> sql.update("VACUUM"));
            return answer.vacuumed();
        }
        return answer;
    }

    private UndoAnswer answer(SyncedFile database, Undone undone, OptionalLong difference, UndoAnswer.Kind kind) {
        return UndoAnswer.of(file, database, undone, difference, kind, warnings);
    }

    private boolean agreed(Undone foreseen, boolean yes) {
        List<String> lost = new ArrayList<>();
        add(lost, foreseen.valuesLost(), "value", " in columns that Tandem added");
        add(lost, foreseen.rowsLost(), "row", " of tables that Tandem made");
        return Question.confirm(
                output,
                "Take " + file + " out of Tandem, and with it " + String.join(" and ", lost)
                        + "? They stay in a copy that is made first.",
                yes);
    }

    private static void add(List<String> lost, Map<String, Long> counts, String thing, String where) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            lost.add(InWords.count(all, thing) + where + " (" + String.join(", ", counts.keySet()) + ")");
        }
    }
}
