package dev.tandem.service.stream;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.adopt.SchemaGrowth;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictDays;
import dev.tandem.stream.tap.GivenTaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The synced database, as the engine holds it: the only writer besides the user's own programs. */
public final class ServerDatabase implements AutoCloseable {
    private final SyncedFile file;
    private final SyncedFile reader;
    private final NodeContext context;

    private ServerDatabase(SyncedFile file, SyncedFile reader, NodeContext context) {
        this.file = file;
        this.reader = reader;
        this.context = context;
    }

    /**
     * Opens the database; makes it where there is none, and adopts one that is not Tandem's yet.
     *
     * @param zone the zone of timestamps that name none
     * @param tolerance how far a clock may be ahead before it is capped
     * @param policy what follows when two people decided differently
     * @param furtherTables the further tables whose rows travel
     * @throws dev.tandem.stream.file.StreamException if the file is no database, or not one of products
     */
    public static ServerDatabase open(
            Path path, ZoneId zone, Duration tolerance, ConflictPolicy policy, List<String> furtherTables) {
        boolean isNew = !Files.exists(path);
        SyncedFile file = SyncedFile.openOrCreate(path);
        try {
            if (isNew) {
                // Phones read while the engine writes. The mode of a file that was there before stays as it is.
                file.alone("make", ServerDatabase::logAhead);
            }
            NodeContext context = Adoption.openOrCreate(file, Role.SERVER, zone, tolerance, Optional.of(furtherTables))
                    .context();
            // Old files have products and no queue, and phones ask for the queue before the first review is in it.
            SchemaGrowth.require(file, SyncTable.ASSESSMENT_QUEUE, () -> {});
            GivenTaps.index(file);
            VerdictDays.index(file);
            return new ServerDatabase(file, SyncedFile.openReadOnly(path), context.with(policy));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The file. */
    public SyncedFile file() {
        return file;
    }

    /** The same file on a connection of its own that only reads, so that no tap waits for what is looked up. */
    public SyncedFile reader() {
        return reader;
    }

    /** Who this node is, with its clock and ids. */
    public NodeContext context() {
        return context;
    }

    @Override
    public void close() {
        reader.close();
        file.close();
    }

    private static boolean logAhead(Sql sql) throws SQLException {
        sql.script("PRAGMA journal_mode = WAL");
        return true;
    }
}
