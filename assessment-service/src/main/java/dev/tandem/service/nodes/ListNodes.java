package dev.tandem.service.nodes;

import dev.tandem.cli.output.Table;
import dev.tandem.service.reviewers.DataFolderOptions;
import dev.tandem.service.reviewers.ListPaired;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.rights.Logins;
import dev.tandem.stream.rights.NodeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the laptops that may compare themselves with the server, and the logins at a Kafka that asks who comes in. */
@Command(
        name = "list",
        description = "List the laptops, and the logins at Kafka.",
        footerHeading = "%nExample:%n",
        footer = "  tandem nodes list --json")
final class ListNodes extends ListPaired<NodeBook.Entry> {
    @Mixin
    private KafkaAdministrator administrator;

    private record Login(String name, @Nullable String role) {}

    ListNodes() {
        super("nodes", "No laptop is paired yet. Make a link with: tandem nodes add NAME");
    }

    @Override
    protected List<NodeBook.Entry> entries(Path serverFolder) throws Exception {
        try (NodeBook book = NodeBook.open(serverFolder)) {
            return book.entries();
        }
    }

    @Override
    protected Table table(List<NodeBook.Entry> entries) {
        Table table = Table.of("Name", "Id", "Node", "Added", "Last seen", "Access");
        entries.forEach(entry -> table.row(
                entry.name(),
                entry.id(),
                entry.node(),
                entry.addedAt(),
                seen(entry.lastSeenAt()),
                access(entry.revokedAt())));
        return table;
    }

    @Override
    protected Optional<Further> further(DataFolderOptions options) {
        return administrator.find(options.settings()).flatMap(kafka -> {
            try (Logins logins = Logins.connect(kafka)) {
                List<Login> all = logins.list().stream()
                        .map(login -> new Login(
                                login.name(), login.kind().map(NodeKind::text).orElse(null)))
                        .toList();
                Table table = Table.of("Login", "Role");
                all.forEach(login ->
                        table.row(login.name(), login.role() == null ? "other rights than a role's" : login.role()));
                return Optional.of(new Further("logins", all, table));
            } catch (StreamException e) {
                options.output()
                        .warning("The logins at Kafka are not listed: " + e.getMessage() + ". To see them, " + e.hint()
                                + ".");
                return Optional.empty();
            }
        });
    }
}
