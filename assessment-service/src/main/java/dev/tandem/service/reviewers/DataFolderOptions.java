package dev.tandem.service.reviewers;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.service.ready.ReadyFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the verbs that work on the server's data folder. */
@SuppressWarnings("UnusedVariable") // The settings take the options' values from the command line.
public class DataFolderOptions extends VerbOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The service's data folder. Default: data.")
    private @Nullable String data;

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Where the service keeps what is its own. */
    public Path serverFolder() {
        return settings().get(CommonSettings.DATA).resolve("server");
    }

    /** Where browsers and laptops reach the service: as given, else where it is running. */
    public String serviceUrl(@Nullable String given) {
        return given != null
                ? settings().get(CommonSettings.SERVICE_URL)
                : ReadyFile.serviceUrl(serverFolder())
                        .orElseGet(() -> settings().get(CommonSettings.SERVICE_URL));
    }

    /** Where other machines reach the service: as given, else where it is running, unless that is for this machine alone. */
    public Optional<String> serviceUrlElsewhere(@Nullable String given) {
        return given != null
                ? Optional.of(serviceUrl(given))
                : ReadyFile.serviceUrl(serverFolder())
                        .filter(url -> !THIS_MACHINE.contains(
                                String.valueOf(URI.create(url).getHost())));
    }

    /** A link for a data folder that was mistyped would never work, and nobody would know why. */
    public void warnIfNoServerRan() {
        if (!Files.exists(serverFolder())) {
            output().warning("No server has run with its data in "
                    + serverFolder().getParent()
                    + " yet: what is made here works only with one that does (--data).");
        }
    }
}
