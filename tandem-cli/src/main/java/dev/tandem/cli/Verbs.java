package dev.tandem.cli;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.KnownFailures;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.Setting;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs an app's verbs, and is the one place that turns exceptions into messages and exit codes. An app's main:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     System.exit(Verbs.of(new Main()).settings(MySettings.ALL).explain(MyFailures::explain).run(args));
 * }
 * }</pre>
 *
 * <p>where {@code Main} is a {@code @Command(name = "tandem", subcommands = …)} and each verb a {@code @Command} that is
 * a {@code Callable<Integer>}, whose answer is the exit code.
 */
public final class Verbs {

    private static final String COMPLETION = "completion";
    private static final Map<CommandSpec, Verbs> RUNNING = new ConcurrentHashMap<>();

    private final Object app;
    private final List<Setting<?>> settings = new ArrayList<>();
    private final List<Function<Throwable, Optional<UserError>>> explanations = new ArrayList<>();
    private @Nullable Output output;
    private boolean debug;

    private Verbs(Object app) {
        this.app = app;
    }

    public static Verbs of(Object app) {
        return new Verbs(app);
    }

    /** Declares settings of the app's own, beside {@link dev.tandem.cli.settings.CommonSettings}. */
    public Verbs settings(List<? extends Setting<?>> ofTheApp) {
        settings.addAll(ofTheApp);
        return this;
    }

    /** Adds an explanation of failures that only this app knows, such as Kafka's. It is asked for each cause in turn. */
    public Verbs explain(Function<Throwable, Optional<UserError>> explanation) {
        explanations.add(explanation);
        return this;
    }

    /** Shows its output there rather than on this process's streams. */
    public Verbs output(Output elsewhere) {
        output = elsewhere;
        return this;
    }

    /** Runs the verb that the arguments name, and returns the exit code. */
    public int run(String... args) {
        List<String> given = List.of(args);
        debug = given.contains("--debug") || isSet(System.getenv("TANDEM_DEBUG"));
        @Nullable UserError wrongLog = null;
        boolean jsonLog = false;
        try {
            jsonLog = Logging.configure(debug, args);
        } catch (UserError wrong) {
            wrongLog = wrong;
        }
        Output shown = output == null ? Output.ofProcess(given.contains("--json")) : output;
        output = shown;
        if (jsonLog) {
            shown.notesGoToTheLog();
        }
        PrintStream standardOut = System.out;
        if (shown.isJson()) {
            // What a library prints must not get between the JSON.
            System.setOut(System.err);
        }
        CommandLine commandLine = commandLine(args);
        if (args.length == 2 && args[0].equals(COMPLETION)) {
            return completion(commandLine, args[1], shown);
        }
        prepare(commandLine);
        Numbers.register(commandLine);
        RUNNING.put(commandLine.getCommandSpec(), this);
        try {
            int exitCode = wrongLog == null ? execute(commandLine, args) : tell(wrongLog, commandLine);
            if (exitCode == ExitCode.FAILED || exitCode == ExitCode.USAGE) {
                ClassArchive.discard();
            }
            return exitCode;
        } finally {
            System.setOut(standardOut);
            RUNNING.remove(commandLine.getCommandSpec());
            shown.finish();
        }
    }

    /**
     * The verb that the arguments name, alone: to look at the options of them all is the larger part of the time that a
     * verb takes to start. All of them where it is another word, so that one that is meant can be suggested.
     */
    private CommandLine commandLine(String... args) {
        Command declared = app.getClass().getAnnotation(Command.class);
        if (args.length > 0 && declared != null) {
            for (Class<?> verb : declared.subcommands()) {
                if (verb.getAnnotation(Command.class).name().equals(args[0])) {
                    CommandSpec alone = CommandSpec.wrapWithoutInspection(app).name(declared.name());
                    return new CommandLine(alone).addSubcommand(verb);
                }
            }
        }
        return new CommandLine(app);
    }

    /** What a shell has to know of this app's verbs; the launcher puts the apps together. */
    private static int completion(CommandLine all, String app, Output shown) {
        PrintWriter writer = shown.writer();
        writer.print(AutoComplete.bash("tandem_" + app.replace('-', '_'), all));
        writer.flush();
        return ExitCode.DONE;
    }

    private int execute(CommandLine commandLine, String... args) {
        try {
            commandLine.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command));
            commandLine.setExecutionStrategy(Verbs::runChecked);
            commandLine.setParameterExceptionHandler((failure, arguments) -> tellUsage(failure));
            return commandLine.execute(args);
        } catch (RuntimeException | Error failure) {
            return tell(failure, commandLine);
        }
    }

    private static int runChecked(ParseResult parsed) {
        List<CommandLine> named = parsed.asCommandLineList();
        CommandLine verb = named.get(named.size() - 1);
        if (!verb.isUsageHelpRequested() && !verb.isVersionHelpRequested()) {
            try {
                verb.getCommandSpec().mixins().values().stream()
                        .map(CommandSpec::userObject)
                        .filter(VerbOptions.class::isInstance)
                        .map(VerbOptions.class::cast)
                        .forEach(VerbOptions::checkFlags);
            } catch (UserError wrong) {
                throw new ParameterException(verb, wrong.message(), wrong);
            }
        }
        return new RunLast().execute(parsed);
    }

    private void prepare(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.versionProvider(() -> new String[] {"tandem " + Version.text()});
        spec.usageMessage().width(100);
        if (spec.usageMessage().optionListHeading().isEmpty()) {
            spec.usageMessage().optionListHeading("%nOptions:%n");
        }
        boolean colors = output().terminal().out() && output().terminal().colors();
        command.setColorScheme(CommandLine.Help.defaultColorScheme(colors ? Ansi.ON : Ansi.OFF));
        command.setOut(output().writer());
        command.getSubcommands().values().forEach(this::prepare);
    }

    private int tellUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String suggestion = "";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            suggestion = suggestions.isEmpty() ? "" : "Did you mean " + suggestions.get(0) + "? ";
        }
        String message = sentence(String.valueOf(failure.getMessage()));
        if (failure.getCause() instanceof UserError error) {
            return show(error, error, command);
        }
        return show(UserError.usage(message, suggestion + "See: " + name + " --help"), failure, command);
    }

    private int tell(Throwable failure, CommandLine command) {
        Optional<UserError> explained = explain(failure);
        return show(explained.orElseGet(() -> bug(failure)), failure, command);
    }

    private Optional<UserError> explain(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UserError error) {
                return Optional.of(error);
            }
            for (var explanation : explanations) {
                Optional<UserError> explained = explanation.apply(t);
                if (explained.isPresent()) {
                    return explained;
                }
            }
        }
        return KnownFailures.explain(failure);
    }

    private UserError bug(Throwable failure) {
        String hint = debug ? "Please report it with the details above." : "Run it again with --debug for the details.";
        return UserError.failed("Something went wrong inside Tandem: " + failure + ".", hint);
    }

    private int show(UserError error, Throwable failure, CommandLine command) {
        Output shown = output();
        if (debug) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            shown.note(trace.toString().stripTrailing());
        }
        if (shown.isJson() && !shown.answered()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("error", error.message());
            answer.put("hint", error.hint());
            answer.put("exitCode", error.exitCode());
            shown.json(answer);
        }
        shown.note(command.getCommandSpec().qualifiedName() + ": " + error.message());
        if (!error.hint().isEmpty()) {
            shown.note(error.hint());
        }
        return error.exitCode();
    }

    Output output() {
        return Objects.requireNonNull(output, "not running");
    }

    List<Setting<?>> settings() {
        return settings;
    }

    static Verbs runOf(CommandSpec spec) {
        Verbs running = RUNNING.get(spec.root());
        if (running == null) {
            throw new IllegalStateException("Run the command with Verbs.of(app).run(args)");
        }
        return running;
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.endsWith(".") || trimmed.endsWith("?") ? trimmed : trimmed + ".";
    }

    private static boolean isSet(@Nullable String variable) {
        return variable != null && !variable.isEmpty() && !variable.equals("0") && !variable.equals("false");
    }
}
