package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.seal.Seals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a laptop's credential back, at once. */
@Command(
        name = "revoke",
        description = {
            "Take access back from a laptop, and its login at a Kafka that asks who comes in. It takes effect at once.",
            "Where Kafka lets in everybody, syncing goes on."
        },
        footer = {"%nExamples:%n  tandem nodes revoke \"Ada's laptop\"%n  tandem nodes revoke k7mw3xqd"})
final class RevokeNode implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Mixin
    private KafkaAdministrator administrator;

    @Parameters(paramLabel = "NAME|ID", description = "As shown by: tandem nodes list")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String nameOrId;

    @Option(
            names = "--free",
            description = "Let the nodes that belong to this login belong to the next that seals a change of theirs.")
    private boolean free;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The server's database, for --free. Default: server/products.db in the data folder.")
    private @Nullable Path database;

    @Override
    public Integer call() throws Exception {
        Optional<KafkaSettings> kafka = administrator.find(options.settings());
        String given = nameOrId.strip();
        int revoked = 0;
        String login = given;
        if (Files.exists(options.serverFolder())) {
            try (NodeBook book = NodeBook.open(options.serverFolder())) {
                revoked = book.revoke(given, Instant.now());
                login = book.nameOf(given).orElse(given);
            }
        }
        boolean sealed =
                Logins.isName(login) && SealBook.in(options.serverFolder()).remove(login);
        int freed = free ? free(login) : 0;
        boolean loggedIn = Logins.isName(login) && revokeLogin(kafka, login, revoked > 0 || sealed);
        if (revoked == 0 && !sealed && !loggedIn && freed == 0) {
            throw UserError.failed(
                    "There is no laptop " + given + " that has access, and no login of that name at Kafka.",
                    "See which there are: tandem nodes list");
        }
        if (sealed && kafka.isEmpty()) {
            throw left(login, "nobody has said how Kafka's administrator comes in");
        }
        options.output().json(Map.of("revoked", revoked, "login", loggedIn, "freed", freed));
        options.output()
                .line("Revoked the access of " + given
                        + (loggedIn
                                ? ", and its login" + (login.equals(given) ? "" : " " + login) + " at Kafka."
                                : "."));
        if (freed > 0) {
            options.output().line("Nodes that belong to no login now: " + freed + ".");
        }
        return ExitCode.DONE;
    }

    private int free(String login) {
        Path file = database == null ? options.serverFolder().resolve("products.db") : database;
        try (SyncedFile server = SyncedFile.open(file)) {
            return server.write("free nodes in", sql -> Seals.free(sql, login));
        }
    }

    /** Whether there was such a login; what is done already is told where Kafka fails. */
    private static boolean revokeLogin(Optional<KafkaSettings> kafka, String login, boolean half) {
        if (kafka.isEmpty()) {
            return false;
        }
        try (Logins logins = Logins.connect(kafka.get())) {
            return logins.revoke(login);
        } catch (StreamException e) {
            throw half ? left(login, e.getMessage()) : e;
        }
    }

    private static UserError left(String login, @Nullable String why) {
        return UserError.failed(
                "The service takes nothing from " + login + " any more, but its login at Kafka may be there still: "
                        + why + ".",
                "Then again: tandem nodes revoke " + login + " (--admin FILE names the administrator's settings)");
    }
}
