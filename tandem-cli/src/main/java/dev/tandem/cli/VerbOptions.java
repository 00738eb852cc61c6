package dev.tandem.cli;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of every verb. A verb has it as a mixin:
 *
 * <pre>{@code @Mixin VerbOptions options;}</pre>
 *
 * <p>Any option of the verb that has the flag of a setting gives that setting its value, so a verb declares the option
 * (as text) for the sake of its help, and reads the setting.
 */
public class VerbOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Answer with one JSON object on standard output.")
    boolean json;

    @Option(names = "--debug", description = "Show the details of an error, and what the libraries log.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    private @Nullable Settings settings;
    private @Nullable Output output;

    /** Where the verb shows its answer. */
    public Output output() {
        Output known = output;
        if (known == null) {
            known = Verbs.runOf(spec).output();
            output = known;
        }
        return known;
    }

    /** The settings of this run; unknown keys in tandem.properties are warned of when it is first asked for. */
    public Settings settings() {
        Settings known = settings;
        if (known == null) {
            known = Settings.ofProcess(flags(), Verbs.runOf(spec).settings());
            known.warnings().forEach(output()::warning);
            settings = known;
        }
        return known;
    }

    /** Refuses flags whose values their settings do not take, whether the verb comes to ask for them or not. */
    void checkFlags() {
        Settings.check(flags(), Verbs.runOf(spec).settings());
    }

    public boolean isJson() {
        return json;
    }

    public boolean isDebug() {
        return debug;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!option.originalStringValues().isEmpty()) {
                String value = String.join(",", option.originalStringValues());
                for (String name : option.names()) {
                    flags.put(name, value);
                }
            }
        }
        return flags;
    }
}
