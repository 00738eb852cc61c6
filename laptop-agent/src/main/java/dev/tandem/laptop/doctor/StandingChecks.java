package dev.tandem.laptop.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.Times;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.capture.TriggerCheck;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.SoleUse;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.NodeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an adopted file tells of itself: its triggers, what waits in it, what has happened to it. */
final class StandingChecks {
    private static final long DAY = 24L * 60 * 60 * 1_000_000;

    private final Path database;
    private final Settings settings;

    StandingChecks(Path database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    List<Check> run() {
        if (!Files.exists(database)) {
            return List.of();
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database)) {
            Optional<NodeContext> context = LaptopFile.context(file, settings);
            return context.isEmpty() ? List.of() : file.read("read", sql -> checks(sql, context.get()));
        } catch (StreamException | UserError e) {
            return List.of(); // The checks of the file say why.
        }
    }

    private List<Check> checks(Sql sql, NodeContext context) throws SQLException {
        List<Check> checks = new ArrayList<>();
        checks.add(triggers(sql));
        checks.add(waiting(sql, context));
        long letters = OpenLetters.noted(sql).map(OpenLetters.Noted::letters).orElse(0L);
        checks.add(
                letters == 0
                        ? Check.ok("dead letters", "The last sync left none.")
                        : Check.attention(
                                "dead letters",
                                InWords.count(letters, "record")
                                        + " could not be applied here, as far as this file knows.",
                                Kafka.of(settings).login().isPresent()
                                        ? "If " + InWords.OPERATORS_LETTERS + "."
                                        : "./tandem dead-letters list"));
        long conflicts = Conflicts.open(sql);
        checks.add(
                conflicts == 0
                        ? Check.ok("conflicts", "None is open.")
                        : Check.attention(
                                "conflicts",
                                InWords.count(conflicts, "conflict") + " to choose in.",
                                LaptopFile.command("conflicts list", database)));
        checks.add(incarnation(sql));
        checks.add(selftest(sql));
        checks.add(
                Check.ok("at work", SoleUse.heldBy(database).orElse("No other tandem") + " is at work on the file."));
        return checks;
    }

    private Check triggers(Sql sql) throws SQLException {
        List<String> without = TriggerCheck.missing(sql);
        if (!without.isEmpty()) {
            return Check.attention(
                    "triggers",
                    "Triggers are missing on " + String.join(", ", without)
                            + ": a program has probably dropped the table and made it anew.",
                    "The next sync looks at every row and sets them again: " + LaptopFile.command("sync", database));
        }
        return TriggerCheck.stands(sql)
                ? Check.ok("triggers", "They stand on each table that is kept in step.")
                : Check.ok(
                        "triggers",
                        "They stand; the schema has changed since, so the next sync looks at every row once.");
    }

    private Check waiting(Sql sql, NodeContext context) throws SQLException {
        long noticed = sql.number("SELECT count(*) FROM tandem_change");
        long unsent = sql.number("SELECT count(*) FROM tandem_outbox WHERE topic = ?", Topic.CHANGES.name());
        long oldest = sql.number("SELECT coalesce(min(time), 0) FROM tandem_outbox");
        JsonNode last = lastSync(sql);
        String since = last.path("at").asText("");
        String message = (unsent == 0
                        ? "Nothing waits to be sent"
                        : InWords.count(unsent, "change", "waits", "wait") + " since " + Times.shown(oldest))
                + (noticed == 0 ? "" : "; rows that other programs touched wait to be looked at")
                + (since.isEmpty() ? "; there was no sync yet." : "; the last sync was at " + since + ".");
        boolean old = oldest > 0 && context.now() - oldest > DAY;
        return old
                ? Check.attention("waiting", message, LaptopFile.command("sync", database))
                : Check.ok("waiting", message);
    }

    private static Check incarnation(Sql sql) throws SQLException {
        Optional<JsonNode> note = Meta.INCARNATION.read(sql).flatMap(Json::read);
        return Check.ok(
                "incarnation",
                note.map(n -> "A new node since " + n.path("at").asText() + ". "
                                + n.path("why").asText())
                        .orElse("It is the node that it was when it was adopted."));
    }

    private Check selftest(Sql sql) throws SQLException {
        return Meta.SELFTEST.read(sql).isEmpty()
                ? Check.ok("self test", "None has left a trace.")
                : Check.attention(
                        "self test",
                        "A self test was interrupted and has left its product behind.",
                        LaptopFile.command("selftest --clean", database));
    }

    private static JsonNode lastSync(Sql sql) throws SQLException {
        return Meta.LAST_SYNC
                .read(sql)
                .flatMap(Json::read)
                .orElseGet(() -> Json.read("{}").orElseThrow());
    }
}
