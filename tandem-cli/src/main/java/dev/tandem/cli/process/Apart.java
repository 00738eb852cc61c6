package dev.tandem.cli.process;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An installation that is all its own, in a folder of its own: no setting of the user's reaches its processes, neither by
 * a variable nor from a tandem.properties, and they leave nothing in the user's configuration folder.
 */
public final class Apart {
    /** Variables that are no settings: with what a process is run, and how much it tells. */
    private static final Set<String> NO_SETTINGS = Set.of("TANDEM_JAVA_HOME", "TANDEM_JAVA_OPTS", "TANDEM_DEBUG");

    private Apart() {}

    /** Prepares a process so; the folder has no tandem.properties. Relative paths are from that folder on. */
    public static Consumer<ProcessBuilder> in(Path folder) {
        return builder -> {
            builder.directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("TANDEM_") && !NO_SETTINGS.contains(name));
            builder.environment().put("XDG_CONFIG_HOME", folder.toAbsolutePath().toString());
        };
    }
}
