package dev.tandem.laptop.watch;

import dev.tandem.cli.output.Output;
import dev.tandem.laptop.file.Titles;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.sync.Tally;
import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.RowEvent;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Merged;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what happens: a calm line for a person, a JSON object on a line for a program. */
final class WatchLog {
    /** More events at once than these are told by their number, to a person. */
    private static final int SINGLY = 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Output output;
    private final Clock clock;
    private boolean away;
    private boolean locked;

    WatchLog(Output output, Clock clock) {
        this.output = output;
        this.clock = clock;
    }

    void connected(String bootstrapServers, Path database) {
        away = false;
        tell(
                "connected to " + bootstrapServers + "; watching " + database,
                "connected",
                Map.of("bootstrapServers", bootstrapServers, "database", database.toString()));
    }

    /** Told once, not at every try. */
    void away(StreamException failure, Duration pause) {
        if (!away) {
            away = true;
            String message = String.valueOf(failure.getMessage());
            tell(
                    message + "; what changes meanwhile is kept, and sent once it is back",
                    "disconnected",
                    Map.of("message", message, "nextTryMs", pause.toMillis()));
        }
    }

    /** Told once, not at every try. */
    void locked(StreamException failure) {
        if (!locked) {
            locked = true;
            String message = String.valueOf(failure.getMessage());
            tell(message + "; trying again until it is free", "locked", Map.of("message", message));
        }
    }

    void unlocked() {
        locked = false;
    }

    void measured(String url) {
        tell("metrics for Prometheus at " + url, "measured", Map.of("url", url));
    }

    /** Something that the owner should know. */
    void noted(String sentence) {
        tell(sentence, "noted", Map.of("message", sentence));
    }

    void captured(Captured captured) {
        if (captured.events() > 0) {
            tell(
                    InWords.count(captured.events(), "change") + " found in the file",
                    "captured",
                    Map.of(
                            "listings", captured.listings(),
                            "removals", captured.removals(),
                            "verdicts", captured.verdicts()));
        }
        if (captured.restored() > 0) {
            tell(
                    "restored " + InWords.count(captured.restored(), "verdict") + " that a program had emptied",
                    "restored",
                    Map.of("verdicts", captured.restored()));
        }
    }

    void sent(int changes) {
        tell(InWords.count(changes, "change") + " sent", "sent", Map.of("changes", changes));
    }

    void merged(SyncedFile file, Merged merged, Tally tally) {
        captured(merged.captured());
        List<Merged.Item> news = merged.items().stream()
                .filter(item -> tally.isNews(item) || item.result().conflict())
                .toList();
        if (!output.isJson() && news.size() > SINGLY) {
            tell(InWords.count(news.size(), "event") + " merged", "", Map.of());
        } else {
            news.forEach(item -> merged(file, item));
        }
        if (merged.deadLettered() > 0) {
            tell(
                    InWords.count(merged.deadLettered(), "record") + " can never be applied here; to the dead letters",
                    "deadLettered",
                    Map.of("records", merged.deadLettered()));
        }
    }

    private void merged(SyncedFile file, Merged.Item item) {
        TandemEvent event = item.envelope().event();
        boolean conflict = item.result().conflict();
        if (event instanceof AssessmentEvent assessment) {
            String url = assessment.productUrl();
            String decision = assessment.verdict().map(v -> v.decision().text()).orElse("taken back");
            String reviewer = assessment.verdict().map(v -> v.reviewer()).orElse(null);
            String title = title(file, url);
            Map<String, @Nullable Object> said = new LinkedHashMap<>();
            said.put("url", url);
            said.put("title", title);
            said.put("reviewType", assessment.reviewType().text());
            said.put("decision", decision);
            said.put("reviewer", reviewer);
            said.put("assessedAt", assessment.verdict().map(v -> v.assessedAt()).orElse(null));
            said.put("conflict", conflict);
            tell(
                    (reviewer == null ? "someone" : reviewer) + ": " + decision + ", " + (title == null ? url : title)
                            + (conflict ? " (someone here decided differently; the later verdict stands)" : ""),
                    event instanceof AssessmentRecorded ? "verdict" : "retraction",
                    said);
        } else if (event instanceof RowEvent row) {
            merged(file, row);
        }
    }

    private void merged(SyncedFile file, RowEvent row) {
        String table = row.key().table();
        boolean removed = row instanceof RowEvent.Removal;
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("table", table);
        if (SyncTable.isFurtherName(table)) {
            said.put("removed", removed);
            tell("row of " + table + (removed ? " removed" : " written"), "row", said);
            return;
        }
        String url = row.key().text(0);
        String title = title(file, url);
        said.put("url", url);
        said.put("title", title);
        said.put("removed", removed);
        String what = table.equals(SyncTable.PRODUCTS.name()) ? "product " : "review ";
        what += removed ? "removed" : "listed";
        tell(what + ", " + (title == null ? url : title), "row", said);
    }

    private static @Nullable String title(SyncedFile file, String url) {
        return file.read("read", sql -> Titles.of(sql, url)).orElse(null);
    }

    private void tell(String line, String event, Map<String, ?> said) {
        output.line(TIME.format(clock.instant()) + "  " + line);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", clock.instant());
        json.put("event", event);
        json.putAll(said);
        output.jsonLine(json);
    }
}
