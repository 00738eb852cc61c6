package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.rights.Logins;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Override
    public Integer call() throws Exception {
        int revoked;
        try (NodeBook book = NodeBook.open(options.serverFolder())) {
            revoked = book.revoke(nameOrId.strip(), Instant.now());
        }
        boolean login = revokeLogin();
        if (revoked == 0 && !login) {
            throw UserError.failed(
                    "There is no laptop " + nameOrId + " that has access, and no login of that name at Kafka.",
                    "See which there are: tandem nodes list");
        }
        options.output().json(Map.of("revoked", revoked, "login", login));
        options.output().line("Revoked the access of " + nameOrId + (login ? ", and its login at Kafka." : "."));
        return ExitCode.DONE;
    }

    private boolean revokeLogin() throws IOException {
        if (!Logins.isName(nameOrId.strip())) {
            return false;
        }
        Optional<KafkaSettings> kafka = administrator.find(options.settings());
        if (kafka.isEmpty()) {
            return false;
        }
        SealBook.in(options.serverFolder()).remove(nameOrId.strip());
        try (Logins logins = Logins.connect(kafka.get())) {
            return logins.revoke(nameOrId.strip());
        }
    }
}
