package dev.tandem.service.reviewers;

import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.settings.CommonSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the verbs that work on the server's data folder. */
@SuppressWarnings("UnusedVariable") // The settings take the options' values from the command line.
public class DataFolderOptions extends VerbOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The service's data folder. Default: data.")
    private @Nullable String data;

    /** Where the service keeps what is its own. */
    public Path serverFolder() {
        return settings().get(CommonSettings.DATA).resolve("server");
    }
}
