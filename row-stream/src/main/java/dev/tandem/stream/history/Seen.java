package dev.tandem.stream.history;

import dev.tandem.schema.event.EventType;
import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.Node;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.History.Outcome;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that this node has seen of a product and its reviews, in the order in which it saw it. */
public final class Seen {
    private final Sql sql;
    private final Rows rows;
    private final List<String> self = new ArrayList<>();
    private final LongFunction<String> shown;
    private final List<SeenVersion> all = new ArrayList<>();

    private Seen(Sql sql, LongFunction<String> shown) throws SQLException {
        this.shown = shown;
        this.sql = sql;
        this.rows = Rows.of(sql);
        self.addAll(Node.formerIds(sql));
        Node.read(sql).ifPresent(node -> self.add(node.id()));
    }

    /** {@code shown} tells a person a time, which is given in microseconds UTC; 0 is one that nobody knows. */
    public static List<SeenVersion> of(Sql sql, String url, LongFunction<String> shown) throws SQLException {
        Seen seen = new Seen(sql, shown);
        seen.row("product", RowKey.product(url));
        for (ReviewType type : ReviewType.values()) {
            seen.row(type.text() + " review", RowKey.queued(url, type.text()));
            seen.verdicts(type.text() + " verdict", url, type);
        }
        return seen.all.stream()
                .sorted(Comparator.comparingLong(SeenVersion::seq))
                .toList();
    }

    private void row(String about, RowKey key) throws SQLException {
        RowState state = rows.states().read(key);
        List<History.Entry> entries = new History(sql).about(key.id());
        for (int i = 0; i < entries.size(); i++) {
            Version version = entries.get(i).version();
            boolean stands = version.equals(state.version()) || version.equals(state.removed());
            add(about, entries, i, stands, null);
        }
    }

    private void verdicts(String about, String url, ReviewType type) throws SQLException {
        Version standing = rows.verdicts().read(url, type).version();
        List<History.Entry> entries = new History(sql).about(VerdictRegister.id(url, type));
        for (int i = 0; i < entries.size(); i++) {
            String json = entries.get(i).verdict();
            Verdict verdict = json == null ? null : VerdictJson.read(type, json);
            if (isAnswered(entries, i)) {
                continue;
            }
            boolean stands = entries.get(i).outcome() != Outcome.ASKED
                    && entries.get(i).version().equals(standing);
            add(about, entries, i, stands, verdict);
        }
    }

    private void add(String about, List<History.Entry> entries, int i, boolean stands, @Nullable Verdict verdict) {
        History.Entry entry = entries.get(i);
        boolean here = self.contains(entry.node());
        all.add(new SeenVersion(
                entry.seq(),
                entry.version().eventId().toString(),
                about,
                entry.type(),
                instant(entry.at()),
                instant(entry.version().clock()),
                entry.node(),
                here,
                verdict == null ? null : verdict.decision().text(),
                verdict == null ? null : verdict.reviewer(),
                verdict == null ? null : verdict.assessedAt(),
                verdict == null ? null : verdict.notes(),
                entry.before().asMap(),
                entry.outcome().name().toLowerCase(Locale.ROOT),
                stands,
                why(entries, i, stands)));
    }

    private static @Nullable String instant(long micros) {
        return micros == 0 ? null : Timestamps.format(micros);
    }

    private String why(List<History.Entry> entries, int i, boolean stands) {
        History.Entry entry = entries.get(i);
        if (wasAsked(entries, i)) {
            return "asked for here; "
                    + (entry.outcome() == Outcome.SUPERSEDED
                            ? "the server did not agree: what it takes back stood no more"
                            : "the server agreed" + until(entries, i, stands));
        }
        if (entry.outcome() == Outcome.SUPERSEDED) {
            return entry.type().equals(EventType.ASSESSMENT_RETRACTED.eventName())
                    ? "lost: what it takes back stood no more"
                    : lost(entries, i);
        }
        if (entry.outcome() == Outcome.ASKED) {
            return "asked for here; the server has not answered";
        }
        if (entry.outcome() == Outcome.CAPPED) {
            return "its clock was far ahead, and was taken back to when it arrived";
        }
        if (entry.outcome() == Outcome.RESTORED) {
            return "a program had emptied it here, and it was restored";
        }
        String captured = i == 0 ? "found here" : "made here, on top of what stood";
        String came =
                entry.outcome() == Outcome.CAPTURED ? captured : i == 0 ? "the first one" : "newer than what stood";
        return came + until(entries, i, stands);
    }

    private String until(List<History.Entry> entries, int i, boolean stands) {
        if (stands) {
            return "; stands";
        }
        for (int next = i + 1; next < entries.size(); next++) {
            if (entries.get(next).outcome().cameToStand()) {
                return "; stood until " + shown.apply(entries.get(next).at());
            }
        }
        return "";
    }

    /** Whether this asks for something, and the server's answer is among what came later: that tells of both. */
    private static boolean isAnswered(List<History.Entry> entries, int i) {
        return entries.get(i).outcome() == Outcome.ASKED
                && entries.subList(i + 1, entries.size()).stream().anyMatch(isOf(entries.get(i)));
    }

    private static boolean wasAsked(List<History.Entry> entries, int i) {
        return entries.subList(0, i).stream()
                .filter(entry -> entry.outcome() == Outcome.ASKED)
                .anyMatch(isOf(entries.get(i)));
    }

    private static Predicate<History.Entry> isOf(History.Entry one) {
        UUID event = one.version().eventId();
        return other -> other.version().eventId().equals(event);
    }

    /** Against what stood when it came: the newest of those that had won by then. */
    private String lost(List<History.Entry> entries, int i) {
        for (int before = i - 1; before >= 0; before--) {
            History.Entry stood = entries.get(before);
            if (stood.outcome().cameToStand()
                    && stood.version().isAfter(entries.get(i).version())) {
                return "lost: what stood is newer, of "
                        + shown.apply(stood.version().clock());
            }
        }
        return "lost: what stood is newer";
    }
}
