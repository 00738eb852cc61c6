package dev.tandem.catalog.watch;

import dev.tandem.catalog.run.RunAnswer;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tells what becomes of feeds: a calm line for a person, an object for a program. What goes on is told once. */
final class WatchLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Output output;
    private final Clock clock;
    private final boolean once;
    private final List<Map<String, Object>> told = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> notes = new HashSet<>();

    /**
     * Onto this output.
     *
     * @param once whether programs get one answer at the end, rather than a line for each feed
     */
    WatchLog(Output output, Clock clock, boolean once) {
        this.output = output;
        this.clock = clock;
        this.once = once;
    }

    /** All that was told to programs so far. */
    List<Map<String, Object>> told() {
        return List.copyOf(told);
    }

    void watching(Path folder, String where) {
        tell("watching " + folder + where, "watching", Map.of("folder", folder.toString()));
    }

    void done(DroppedFeed feed, Path movedTo, RunAnswer answer) {
        if (answer.pending() == 0) {
            notes.clear();
        }
        Map<String, Object> said = said(feed);
        said.put("movedTo", movedTo.toString());
        said.put("run", answer);
        tell(feed.name() + " is done. " + answer.inWords(), "done", said);
    }

    void rejected(DroppedFeed feed, Path movedTo, UserError error) {
        Map<String, Object> said = said(feed);
        said.put("movedTo", movedTo.toString());
        said.put("error", error.message());
        said.put("hint", error.hint());
        tell(feed.name() + " is rejected. " + error.message(), "rejected", said);
    }

    void trouble(DroppedFeed feed, String message, String hint) {
        if (known.add(feed.path() + message)) {
            Map<String, Object> said = said(feed);
            said.put("error", message);
            said.put("hint", hint);
            tell(feed.name() + " has to wait: " + message + " (" + hint + ")", "waiting", said);
        }
    }

    void trouble(DroppedFeed feed, IOException failure) {
        String reason = failure instanceof FileSystemException e
                ? e.getFile() + ": "
                        + Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName())
                : String.valueOf(failure.getMessage());
        trouble(feed, reason, "check the permissions of the folder and the disk");
    }

    void misplaced(Path file) {
        String message = file.getFileName() + " lies where neither a retailer nor a category can be told:"
                + " move it into RETAILER/CATEGORY/, or give --retailer and --category";
        if (known.add("misplaced " + file)) {
            tell(message, "misplaced", new LinkedHashMap<>(Map.of("feed", file.toString(), "error", message)));
        }
    }

    void noted(String sentence) {
        if (notes.add(sentence)) {
            output.note(sentence);
        }
    }

    private static Map<String, Object> said(DroppedFeed feed) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("feed", feed.path().toString());
        return said;
    }

    private void tell(String line, String event, Map<String, Object> said) {
        output.line(TIME.format(clock.instant()) + "  " + line);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", clock.instant());
        json.put("event", event);
        json.putAll(said);
        if (once) {
            told.add(json);
        } else {
            output.jsonLine(json);
        }
    }
}
