package dev.tandem.service.reviewers;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Lists what was paired. */
public abstract class ListPaired<E> implements Callable<Integer> {
    private final String key;
    private final String none;

    @Mixin
    private DataFolderOptions options;

    /**
     * A list.
     *
     * @param key under which {@code --json} answers it
     * @param none what is said where it is empty
     */
    protected ListPaired(String key, String none) {
        this.key = key;
        this.none = none;
    }

    /** All that the access database of that folder holds. */
    protected abstract List<E> entries(Path serverFolder) throws Exception;

    /** The same for people. */
    protected abstract Table table(List<E> entries);

    /**
     * What is listed besides.
     *
     * @param key under which {@code --json} answers it
     * @param table the same for people
     */
    public record Further(String key, List<?> rows, Table table) {}

    /** What is listed besides; nothing usually. */
    protected Optional<Further> further(DataFolderOptions given) throws Exception {
        return Optional.empty();
    }

    /** How a table says when something was there last. */
    protected static String seen(@Nullable String at) {
        return at == null ? "never" : at;
    }

    /** How a table says whether something may still come in. */
    protected static String access(@Nullable String revokedAt) {
        return revokedAt == null ? "yes" : "revoked";
    }

    @Override
    public Integer call() throws Exception {
        options.warnIfNoServerRan();
        Path serverFolder = options.serverFolder();
        List<E> entries = Files.exists(serverFolder) ? entries(serverFolder) : List.of();
        Optional<Further> further = further(options);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(key, entries);
        further.ifPresent(more -> answer.put(more.key(), more.rows()));
        options.output().json(answer);
        if (entries.isEmpty()) {
            options.output().line(none);
        } else {
            options.output().table(table(entries));
        }
        if (further.isPresent() && !further.get().rows().isEmpty()) {
            options.output().line();
            options.output().table(further.get().table());
        }
        return ExitCode.DONE;
    }
}
