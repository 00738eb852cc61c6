package dev.tandem.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a verb shows. In JSON mode standard output carries what {@link #json} writes and nothing else, and the lines for
 * people ({@link #line}, {@link #table}) are left out; progress and warnings go to standard error in both.
 */
public final class Output {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final Terminal terminal;
    private final boolean json;
    private boolean notesAreLogged;
    private boolean jsonWritten;
    private boolean progressShown;
    private boolean waitingTold;

    public Output(InputStream in, OutputStream out, OutputStream err, Terminal terminal, boolean json) {
        this.in = in;
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
        this.json = json;
    }

    /** This process's streams, in UTF-8 whatever the locale. */
    public static Output ofProcess(boolean json) {
        return new Output(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.ofProcess(),
                json);
    }

    public boolean isJson() {
        return json;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** The answer for programs: a record or a map, on one line. A verb answers once; without {@code --json} it is left out. */
    public synchronized void json(Object answer) {
        if (!json) {
            return;
        }
        if (jsonWritten) {
            throw new IllegalStateException("A verb answers with one JSON object");
        }
        jsonWritten = true;
        out.println(Json.line(answer));
    }

    /** One of many JSON objects, each on a line, of a verb that goes on; without {@code --json} it is left out. */
    public synchronized void jsonLine(Object event) {
        if (json) {
            jsonWritten = true;
            out.println(Json.line(event));
        }
    }

    /** Whether the one JSON object has been written. */
    public synchronized boolean answered() {
        return jsonWritten;
    }

    /** Whether nobody reads standard output any more, as behind {@code | head}: a verb that goes on may stop. */
    public synchronized boolean isUnread() {
        return out.checkError();
    }

    /** A line for people, on standard output. */
    public synchronized void line(String text) {
        if (!json) {
            clearProgress();
            out.println(text);
        }
    }

    /** An empty line for people. */
    public void line() {
        line("");
    }

    /** A table for people, its heading dim. */
    public void table(Table table) {
        var lines = table.lines();
        line(styled(Style.DIM, lines.get(0)));
        lines.stream().skip(1).forEach(this::line);
    }

    /** A QR code for people, that a phone reads from a dark and from a light terminal. */
    public void qrCode(String text) {
        if (!json) {
            QrCode.of(text).lines(terminal.out()).forEach(this::line);
        }
    }

    /** The text in a style where standard output is a terminal that shows colors, else as it is. */
    public String styled(Style style, String text) {
        return terminal.out() && terminal.colors() ? style.wrap(text) : text;
    }

    /** From now on whatever would be a line on standard error goes to the log, so that nothing else stands between its lines. */
    public synchronized void notesGoToTheLog() {
        notesAreLogged = true;
    }

    /** The log is made with the first line: a verb may say before that where it goes. */
    private static void log(Level level, String text) {
        LoggerFactory.getLogger("tandem").atLevel(level).log(text);
    }

    /** Hands on what a process that was started from here has said on standard error; a line of a log stays what it is. */
    public synchronized void handOn(String verb, String line) {
        if (notesAreLogged && line.startsWith("{")) {
            err.println(line);
        } else {
            note(verb + ": " + line);
        }
    }

    /** A line on standard error that stays. */
    public synchronized void note(String text) {
        if (notesAreLogged) {
            log(Level.INFO, text);
            return;
        }
        clearProgress();
        err.println(text);
    }

    /** As {@link #note}, marked as a warning. */
    public synchronized void warning(String text) {
        if (notesAreLogged) {
            log(Level.WARN, text);
            return;
        }
        note((terminal.err() && terminal.colors() ? Style.WARNING.wrap("warning:") : "warning:") + " " + text);
    }

    /**
     * What is going on, on standard error: on a terminal one line that the next one replaces, otherwise a plain line
     * each, so call it once per step there and not per row.
     */
    public synchronized void progress(String text) {
        if (notesAreLogged) {
            log(Level.INFO, text);
            return;
        }
        if (terminal.err()) {
            err.print(CLEAR_LINE + text);
            err.flush();
            progressShown = true;
        } else {
            err.println(text);
        }
    }

    /** Says that a file is waited for; once a run, for a verb may open it more than once. */
    public synchronized void waitingFor(Path file) {
        if (!waitingTold) {
            waitingTold = true;
            progress("Waiting for another program to release " + file + " …");
        }
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /** Ends a progress line, if one is shown, before the process ends. */
    public synchronized void finish() {
        clearProgress();
        out.flush();
        err.flush();
    }

    /** Where help goes: standard output, or standard error where that belongs to JSON. */
    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(json ? err : out, StandardCharsets.UTF_8), true);
    }

    InputStream in() {
        return in;
    }

    PrintStream prompt() {
        clearProgress();
        return err;
    }
}
