package dev.tandem.stream.adopt;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.node.TandemTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Databases that somebody has adopted, or may want to, found where they lie. */
public final class AdoptedFiles {
    private AdoptedFiles() {}

    /** The first {@code *.db} of a folder that is a laptop's. */
    public static Optional<Path> laptopsIn(Path folder) {
        return firstIn(folder, AdoptedFiles::isLaptops);
    }

    /** The first {@code *.db} of a folder that has a table of products and that nobody has adopted. */
    public static Optional<Path> notAdoptedIn(Path folder) {
        return firstIn(folder, AdoptedFiles::isNotAdopted);
    }

    private static Optional<Path> firstIn(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(folder.toAbsolutePath())) {
            List<Path> candidates = all.filter(path -> path.toString().endsWith(".db") && Files.isRegularFile(path))
                    .map(path -> folder.resolve(path.getFileName()))
                    .sorted()
                    .toList();
            return candidates.stream().filter(wanted).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isLaptops(Path path) {
        try (SyncedFile file = SyncedFile.openReadOnly(path)) {
            return file.read(
                    "read",
                    sql -> TandemTables.exist(sql)
                            && Node.read(sql)
                                    .filter(node -> node.role() == Role.LAPTOP)
                                    .isPresent());
        } catch (StreamException e) {
            return false;
        }
    }

    private static boolean isNotAdopted(Path path) {
        try (SyncedFile file = SyncedFile.openReadOnly(path)) {
            return file.read(
                    "read",
                    sql -> !TandemTables.exist(sql)
                            && TableShape.read(sql, SyncTable.PRODUCTS).isPresent());
        } catch (StreamException e) {
            return false;
        }
    }
}
