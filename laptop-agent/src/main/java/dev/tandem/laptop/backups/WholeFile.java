package dev.tandem.laptop.backups;

import dev.tandem.cli.error.UserError;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.adopt.PutBack;
import dev.tandem.stream.file.LockedException;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.TandemTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database and the copy that is to take its place.
 *
 * @param at when the copy was made
 */
record WholeFile(Path database, Path copy, Instant at) {

    /**
     * What {@code backups restore --json} answers.
     *
     * @param at when the copy was made
     * @param present where the file is now that the copy has replaced; null where there was none
     * @param rows by table: rows that the copy did not have, or otherwise
     * @param unsent changes that nobody else knew of
     * @param adopted whether the copy belongs to Tandem
     * @param damaged why the present file could not be read; null where it could
     */
    record Answer(
            boolean restored,
            String copy,
            String at,
            @Nullable String present,
            Map<String, Long> rows,
            long unsent,
            boolean adopted,
            @Nullable String damaged) {}

    /** The copy of that name, or at that path. */
    static WholeFile of(Path database, String name) {
        List<Backup.Copy> copies = Backup.copies(database);
        for (Backup.Copy each : copies) {
            if (each.path().getFileName().toString().equals(name)
                    || each.path().equals(Path.of(name).toAbsolutePath())) {
                return new WholeFile(database, each.path(), each.at());
            }
        }
        throw UserError.failed(
                "There is no copy " + name + " of " + database + ".",
                copies.isEmpty()
                        ? "There is none at all."
                        : "See which there are: " + LaptopFile.command("backups list", database));
    }

    /** What would be lost; {@code waiting} is told if the file is waited for. */
    Answer look(Consumer<Path> waiting) {
        if (!Files.exists(database)) {
            return answer(false, null, new Loss(Map.of(), 0, isAdopted()), null);
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database, waiting)) {
            return answer(false, null, Loss.of(file, copy), null);
        } catch (LockedException e) {
            throw e;
        } catch (StreamException e) {
            return answer(false, null, new Loss(Map.of(), 0, isAdopted()), e.getMessage());
        }
    }

    /** Makes a copy of the present file, and puts this one in its place. */
    @SuppressWarnings("try") // The right to send is held, so that nobody syncs meanwhile.
    Answer restore(Answer before, Consumer<Path> waiting) {
        Instant now = Clock.systemUTC().instant();
        Loss loss = new Loss(before.rows(), before.unsent(), before.adopted());
        try (SoleUse alone = SoleUse.take(database, "backups restore")) {
            if (before.damaged() != null) {
                return answer(true, PutBack.insteadOf(database, copy, now), loss, before.damaged());
            }
            Path present = null;
            if (Files.exists(database)) {
                try (SyncedFile file = SyncedFile.open(database, waiting)) {
                    present = Backup.makeBeside(file, "restore", now);
                }
            }
            PutBack.into(database, copy);
            return answer(true, present, loss, null);
        }
    }

    private boolean isAdopted() {
        try (SyncedFile file = SyncedFile.openReadOnly(copy)) {
            return file.read("read", TandemTables::exist);
        }
    }

    private Answer answer(boolean restored, @Nullable Path present, Loss loss, @Nullable String damaged) {
        return new Answer(
                restored,
                copy.toString(),
                at.toString(),
                present == null ? null : present.toString(),
                loss.rows(),
                loss.unsent(),
                loss.copyAdopted(),
                damaged);
    }
}
