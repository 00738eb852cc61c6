package dev.tandem.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A verb of Tandem's in a process of its own, started by the launcher with {@code --json}. What it answers on standard
 * output is read; what it says on standard error is passed on line by line.
 */
public final class ChildApp implements AutoCloseable {

    /** How long a signal takes at most from one process of a terminal to the next; a busy machine takes some time. */
    public static final Duration SIGNAL_WITHIN = Duration.ofSeconds(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    /** The exit codes of a process that was ended by SIGINT and by SIGTERM. */
    private static final Set<Integer> SIGNALS = Set.of(130, 143);

    private static final int LINES_KEPT = 20;

    private final String verb;
    private final Process process;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChildApp(String verb, Process process) {
        this.verb = verb;
        this.process = process;
    }

    /**
     * Starts a verb that ends with this process, however this process ends. Lines of its standard error go to {@code
     * said}.
     */
    public static ChildApp start(List<String> verbAndFlags, Consumer<String> said) {
        return start(verbAndFlags, said, builder -> {});
    }

    /** The same, in a process that is prepared otherwise: its environment, or what its command is run by. */
    public static ChildApp start(List<String> verbAndFlags, Consumer<String> said, Consumer<ProcessBuilder> prepared) {
        List<String> arguments = new ArrayList<>(verbAndFlags);
        arguments.add("--exit-with-parent");
        return startAsItIs(arguments, said, prepared);
    }

    /** Starts a verb that ends by itself. Lines of its standard error go to {@code said}. */
    public static ChildApp startShort(
            List<String> verbAndFlags, Consumer<String> said, Consumer<ProcessBuilder> prepared) {
        return startAsItIs(verbAndFlags, said, prepared);
    }

    private static ChildApp startAsItIs(
            List<String> arguments, Consumer<String> said, Consumer<ProcessBuilder> prepared) {
        ChildApp app = start(arguments, new ProcessBuilder(), prepared);
        app.read(
                app.process.getErrorStream(),
                line -> {
                    app.keep(line);
                    said.accept(line);
                },
                () -> {});
        return app;
    }

    /** Starts a verb that outlives this process, with its standard error appended to a file. */
    public static ChildApp startDetached(List<String> verbAndFlags, Path log) {
        return start(
                verbAndFlags,
                new ProcessBuilder()
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    /** Runs a short verb to its end; what it answered. Its failure is thrown as it told it. */
    public static JsonNode run(List<String> verbAndFlags, Duration atMost) throws InterruptedException {
        return run(verbAndFlags, atMost, builder -> {});
    }

    /** The same, in a process that is prepared otherwise. */
    public static JsonNode run(List<String> verbAndFlags, Duration atMost, Consumer<ProcessBuilder> prepared)
            throws InterruptedException {
        return run(verbAndFlags, atMost, prepared, () -> false)
                .orElseThrow(() -> new IllegalStateException("Nobody asked " + verbAndFlags + " to stop"));
    }

    /** The same, but not beyond the time at which {@code stop} comes true: then it is empty. */
    public static Optional<JsonNode> run(
            List<String> verbAndFlags, Duration atMost, Consumer<ProcessBuilder> prepared, BooleanSupplier stop)
            throws InterruptedException {
        try (ChildApp app = start(verbAndFlags, new ProcessBuilder(), prepared)) {
            app.read(app.process.getErrorStream(), app::keep, () -> {});
            return app.answer(atMost, stop);
        }
    }

    private static ChildApp start(List<String> verbAndFlags, ProcessBuilder builder) {
        return start(verbAndFlags, builder, as -> {});
    }

    private static ChildApp start(
            List<String> verbAndFlags, ProcessBuilder builder, Consumer<ProcessBuilder> prepared) {
        List<String> command = new ArrayList<>();
        command.add(launcher().toString());
        command.addAll(verbAndFlags);
        command.add("--json");
        prepared.accept(builder.command(command));
        try {
            ChildApp app = new ChildApp(verbAndFlags.get(0), builder.start());
            app.read(app.process.getInputStream(), app.answer::complete, app::endWithoutAnswer);
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command, e);
        }
    }

    /** The launcher that started this process. */
    private static Path launcher() {
        Path launcher = Path.of(System.getProperty("tandem.home", ""), "tandem").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw UserError.failed(
                    "The launcher " + launcher + " is not there, so no other verb can be started.",
                    "Start this verb with ./tandem.");
        }
        return launcher;
    }

    /**
     * Waits for the answer, which for a verb that stays means that it is ready. Empty if {@code stop} came true before.
     *
     * @throws UserError with what the verb told and its name, if it failed
     */
    public Optional<JsonNode> answer(Duration atMost, BooleanSupplier stop) throws InterruptedException {
        Instant until = Instant.now().plus(atMost);
        while (!stop.getAsBoolean()) {
            try {
                return Optional.of(success(answer.get(100, TimeUnit.MILLISECONDS)));
            } catch (TimeoutException e) {
                if (Instant.now().isAfter(until)) {
                    throw UserError.failed(
                            "The " + verb + " did not answer within " + atMost.toSeconds() + " seconds." + said(),
                            "Try it alone to see what it does: tandem " + verb);
                }
            } catch (ExecutionException e) {
                process.waitFor();
                if (stopsToo(stop)) {
                    break;
                }
                throw UserError.failed(
                        "The " + verb + " ended before it was ready (exit code " + process.exitValue() + ")." + said(),
                        "Try it alone to see what it does: tandem " + verb);
            }
        }
        return Optional.empty();
    }

    /** A signal that has ended the verb is on its way to this process as well, as Ctrl-C is: it gets some time to arrive. */
    private boolean stopsToo(BooleanSupplier stop) throws InterruptedException {
        Instant until = Instant.now().plus(SIGNAL_WITHIN);
        while (endedBySignal() && !stop.getAsBoolean() && Instant.now().isBefore(until)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return stop.getAsBoolean();
    }

    private JsonNode success(String line) {
        JsonNode node = Json.read(line)
                .orElseThrow(() -> UserError.failed(
                        "The " + verb + " answered what is no JSON object: " + line + said(),
                        "Try it alone to see what it does: tandem " + verb));
        if (node.has("error")) {
            String message = "tandem " + verb + ": " + node.path("error").asText();
            String hint = node.path("hint").asText();
            throw node.path("exitCode").asInt() == ExitCode.USAGE
                    ? UserError.usage(message, hint)
                    : UserError.failed(message, hint);
        }
        return node;
    }

    public String verb() {
        return verb;
    }

    public long pid() {
        return process.pid();
    }

    /** Runs something as soon as the process has ended. */
    public void onEnd(Runnable then) {
        var unused = process.onExit().thenRun(then);
    }

    /** Whether Ctrl-C or a plain kill has ended it. */
    public boolean endedBySignal() {
        return !process.isAlive() && SIGNALS.contains(process.exitValue());
    }

    /** Its exit code, if it has ended. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends it as {@code kill -9} does; also one that is stopped. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended, but not longer; whether it has. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops it in an orderly way, and for certain. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream stream, Consumer<String> perLine, Runnable atEnd) {
        Thread reader = new Thread(
                () -> {
                    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(perLine);
                    } catch (IOException | UncheckedIOException closed) {
                        // As good as its end.
                    } finally {
                        atEnd.run();
                    }
                },
                "read-" + verb);
        reader.setDaemon(true);
        reader.start();
    }

    private void endWithoutAnswer() {
        answer.completeExceptionally(new IOException("ended without an answer"));
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.remove();
            }
        }
    }

    private String said() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "" : " It said:\n  " + String.join("\n  ", lastLines);
        }
    }
}
