package dev.tandem.laptop.sync;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.OperationalEvent.OffsetRange;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.inbox.Merged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a sync has done so far. The events themselves are not kept: there may be a hundred thousand. */
public final class Tally {
    private String self;
    private final boolean readsThePast;
    private int applied;
    private int merged;
    private int superseded;
    private int confirmed;
    private int conflicts;
    private int deadLettered;
    private final Set<String> unsettled = new HashSet<>();
    private int captured;
    private int restored;
    private int sent;
    private long underWay;
    private boolean waitsForAnswer;
    private Optional<Path> backup = Optional.empty();
    private final Map<String, OffsetRange> ranges = new LinkedHashMap<>();

    /** Of the node of that id. */
    public Tally(String self) {
        this(self, false);
    }

    private Tally(String self, boolean readsThePast) {
        this.self = self;
        this.readsThePast = readsThePast;
    }

    /** The file was found to be an old copy, and goes on as the node of this id. */
    void goesOnAs(String node) {
        self = node;
    }

    /** Of a node whose database was made for this sync: the conflicts that it reads of are kept, and are no news. */
    static Tally ofNewDatabase(String self) {
        return new Tally(self, true);
    }

    /** Adds what came of records. This node's own events, as the server has them, are confirmed rather than applied. */
    public void add(Merged part) {
        for (Merged.Item item : part.items()) {
            conflicts = readsThePast ? 0 : Math.max(0, conflicts + item.result().conflicts());
            switch (item.result().outcome()) {
                case APPLIED -> applied(item);
                case SUPERSEDED -> superseded++;
                case CONFIRMED, CAPTURED, ASKED, RESTORED, CAPPED, PASSED_OVER -> confirmed++;
            }
        }
        deadLettered += part.deadLettered();
        unsettled.addAll(part.letters());
        add(part.captured());
        for (OffsetRange range : part.ranges()) {
            ranges.merge(
                    range.topic() + "/" + range.partition(),
                    range,
                    (a, b) -> new OffsetRange(
                            a.topic(), a.partition(), Math.min(a.from(), b.from()), Math.max(a.to(), b.to())));
        }
    }

    /** Whether an event was made elsewhere and changed this database. */
    public boolean isNews(Merged.Item item) {
        return !item.envelope().node().equals(self)
                && item.result().outcome() == dev.tandem.stream.register.History.Outcome.APPLIED;
    }

    private void applied(Merged.Item item) {
        if (!isNews(item)) {
            confirmed++;
            return;
        }
        applied++;
        if (item.envelope().event() instanceof AssessmentRecorded) {
            merged++;
        }
    }

    /** Adds what was found in the file. */
    public void add(Captured part) {
        captured += part.events();
        restored += part.restored();
    }

    /** Adds changes that were sent. */
    public void sent(int changes) {
        sent += changes;
    }

    void waitsForAnswer(boolean still) {
        waitsForAnswer = still;
    }

    void underWay(long events) {
        underWay = events;
    }

    void backedUp(Path copy) {
        backup = Optional.of(copy);
    }

    /** Whether there is something to write a receipt for. */
    public boolean didSomething() {
        return applied > 0 || superseded > 0 || conflicts > 0 || deadLettered > 0 || sent > 0 || restored > 0;
    }

    /** Events from elsewhere that changed this database. */
    public int applied() {
        return applied;
    }

    /** Those of them that are verdicts. */
    public int merged() {
        return merged;
    }

    /** Events from elsewhere that were older than what stands here. */
    public int superseded() {
        return superseded;
    }

    /** Events that were known already, or are this node's own, as the server has them. */
    public int confirmed() {
        return confirmed;
    }

    /** New conflicts; that one of an earlier sync has come to nothing counts for none. */
    public int conflicts() {
        return conflicts;
    }

    /** Records that can never be applied. */
    public int deadLettered() {
        return deadLettered;
    }

    /** Takes in which letters are settled: their records were discarded before, when another node had met them. */
    void settled(Set<String> letters) {
        unsettled.removeAll(letters);
    }

    /** Those of the records that can never be applied that had been discarded before. */
    int discardedBefore() {
        return deadLettered - unsettled.size();
    }

    /** Changes that other programs had made to the file. */
    public int captured() {
        return captured;
    }

    /** Verdicts that a program had emptied and that stand again. */
    public int restored() {
        return restored;
    }

    /** Changes that were sent. */
    public int sent() {
        return sent;
    }

    /** Those of them that the server had not answered for in time. */
    public long underWay() {
        return underWay;
    }

    /** Whether the server has not answered yet for something that this or an earlier sync sent, as far as was looked. */
    boolean isWaitingForAnswer() {
        return waitsForAnswer || underWay > 0;
    }

    /** The copy that was made before merging. */
    public Optional<Path> backup() {
        return backup;
    }

    /** Which records were read. */
    List<OffsetRange> read() {
        return new ArrayList<>(ranges.values());
    }
}
