package dev.tandem.service.nodes;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.service.reviewers.DataFolderOptions;
import dev.tandem.service.reviewers.NewLink;
import dev.tandem.stream.rights.NodeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Makes a link by which one laptop gets a credential of its own; where Kafka asks who comes in, a login there too. */
@Command(
        name = "add",
        description = {
            "Print a link by which one laptop may compare itself with the server; good once, for ten minutes.",
            "With --role, make a login with its rights at a Kafka that asks who comes in (tandem broker --secure), and leave its"
                    + " settings in a file."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem nodes add \"Ada's laptop\"",
            "  tandem nodes add ada --role laptop --bootstrap-servers tandem.example.org:9092",
            "  tandem nodes add op --role operator --settings op.properties"
        })
final class AddNode implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Mixin
    private KafkaAdministrator administrator;

    @Parameters(paramLabel = "NAME", description = "What you call it.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it.
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = KindOf.class,
            completionCandidates = Kinds.class,
            description = "What its login is for: laptop, service or operator.")
    private @Nullable NodeKind role;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Where its settings are put. Default: server/nodes/NAME.properties in the data folder.")
    private @Nullable Path settingsFile;

    @Option(names = "--renew", description = "If it has a login already, give it a new password.")
    private boolean renew;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where it reaches Kafka. Default: where the administrator does.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = {
                "Where it reaches the service. Default: where that is running. It stands in the link and, unless only this machine"
                        + " reaches it, in the settings file."
            })
    private @Nullable String serviceUrl;

    /** As they are typed. */
    private static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(NodeKind.values()).map(NodeKind::text).iterator();
        }
    }

    private static final class KindOf implements ITypeConverter<NodeKind> {
        @Override
        public NodeKind convert(String text) {
            return Stream.of(NodeKind.values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + text + "' is none of laptop, service, operator"));
        }
    }

    private record Added(
            String name,
            @Nullable String url,
            @Nullable String expiresAt,
            @Nullable String role,
            @Nullable String settings) {}

    private record Link(String url, NewLink made) {}

    @Override
    public Integer call() throws Exception {
        NodeKind kind = role;
        Optional<Path> settings = kind == null ? Optional.empty() : Optional.of(login(kind));
        Optional<Link> link = kind == null || kind == NodeKind.LAPTOP ? Optional.of(link()) : Optional.empty();
        options.output()
                .json(new Added(
                        name.strip(),
                        link.map(Link::url).orElse(null),
                        link.map(l -> l.made().expiresAt().toString()).orElse(null),
                        kind == null ? null : kind.text(),
                        settings.map(Path::toString).orElse(null)));
        settings.ifPresent(this::tell);
        link.ifPresent(this::tell);
        return ExitCode.DONE;
    }

    private Path login(NodeKind kind) throws IOException {
        NewLogin login = new NewLogin(
                name.strip(), kind, administrator.require(options.settings()), SealBook.in(options.serverFolder()));
        Path file = settingsFile != null
                ? settingsFile.toAbsolutePath().normalize()
                : options.serverFolder()
                        .resolve("nodes")
                        .resolve(name.strip() + ".properties")
                        .toAbsolutePath()
                        .normalize();
        login.make(
                renew,
                file,
                Optional.ofNullable(bootstrapServers).or(() -> administrator.serversForNodes(options.settings())),
                options.serviceUrlElsewhere(serviceUrl));
        return file;
    }

    private Link link() throws IOException, SQLException {
        String laptop = name.strip();
        if (laptop.isEmpty() || laptop.length() > 80 || laptop.matches(".*\\p{Cntrl}.*")) {
            throw UserError.usage("A laptop's name has 1 to 80 characters on one line.", "Choose another name.");
        }
        NewLink link = NewLink.make(Instant.now());
        try (NodeBook book = NodeBook.open(options.serverFolder())) {
            book.addLink(laptop, link.code(), link.madeAt(), link.expiresAt());
        }
        return new Link(link.url(options.serviceUrl(serviceUrl), "/pair/node"), link);
    }

    private void tell(Path file) {
        options.output().line("Its settings, with its password, are in " + file);
        if (role == NodeKind.SERVICE) {
            options.output().line("Start the service with TANDEM_SETTINGS=" + file);
        } else {
            options.output()
                    .line(
                            "Move them to where it runs, as ~/.config/tandem/tandem.properties (on macOS"
                                    + " ~/Library/Application Support/tandem/tandem.properties), by a way that nobody else sees.");
        }
    }

    private void tell(Link link) {
        options.output().line("Run this on the laptop before " + link.made().until() + "; it works once:");
        options.output().line("./tandem adopt FILE --pair '" + link.url() + "'");
    }
}
