package dev.tandem.torture.load;

import dev.tandem.schema.topic.Topic;
import dev.tandem.torture.plan.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was acknowledged, by a service's answer or by SQLite's commit, as the one who asked for it remembers it. */
public final class Ledger {
    private final List<Tapped> taps = new ArrayList<>();
    private final Set<String> undone = new HashSet<>();
    private final List<Written> writes = new ArrayList<>();
    private final List<Synced> syncs = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private final List<Poison> poison = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private boolean topicLost;
    private long serverRestoredAt = Long.MIN_VALUE;

    /**
     * A verdict that the service acknowledged.
     *
     * @param clock microseconds UTC: when the reviewer decided
     * @param status what it answered: {@code recorded}, {@code duplicate} or {@code superseded}
     * @param at milliseconds: when the answer was there
     */
    public record Tapped(String id, String url, String decision, String reviewer, long clock, String status, long at) {}

    /** What a script did to a product. */
    public enum What {
        /** It wrote its content: the mark is the title. */
        CONTENT,
        /** It wrote all of the row anew, as {@code REPLACE} does; the mark is the title. */
        WHOLE,
        /** It deleted it. */
        GONE,
        /** It gave a verdict: the mark is the time that it wrote beside it. */
        VERDICT;

        boolean isOfContent() {
            return this != VERDICT;
        }
    }

    /**
     * A change that a script committed.
     *
     * @param mark a text that no other write has
     * @param began milliseconds: before its transaction
     * @param committed milliseconds: after its commit
     */
    public record Written(Part on, String url, What what, String mark, long began, long committed) {}

    /** A verb that has captured what was in a laptop's file when it began, and has told so. */
    public record Synced(Part on, long began, long ended) {}

    /** Something that is no event, and where it was written. */
    public record Poison(String topic, long offset) {}

    /** A tap was answered. */
    public synchronized void tapped(Tapped tap) {
        taps.add(tap);
    }

    /** The service has answered that a verdict is taken back. */
    public synchronized void undone(String id) {
        undone.add(id);
    }

    /** A script has committed. */
    public synchronized void written(Written write) {
        writes.add(write);
    }

    /** A verb has ended well. */
    public synchronized void synced(Synced sync) {
        syncs.add(sync);
    }

    /** A catalog run has said that it recorded these products. */
    public synchronized void listed(Set<String> urls) {
        listed.addAll(urls);
    }

    /** Poison was written. */
    public synchronized void poisoned(Poison its) {
        poison.add(its);
    }

    /**
     * A topic of the server's was made anew. A laptop's repair then compares everything and reads on from the topics' ends,
     * so it may pass over what is no event in any of them.
     */
    public synchronized void topicLost() {
        topicLost = true;
    }

    /** Something happened that no fault explains. */
    public synchronized void surprise(String what) {
        surprises.add(what);
    }

    /** A laptop's file is now as it was at a time: what was written since is gone, unless it had been sent. */
    public synchronized void restored(Part on, long asOf) {
        writes.removeIf(write -> write.on() == on && write.committed() > asOf);
        syncs.removeIf(sync -> sync.on() == on && sync.ended() > asOf);
        if (on == Part.SERVICE) {
            serverRestoredAt = System.currentTimeMillis();
        }
    }

    /** Taps that were answered. */
    public synchronized List<Tapped> taps() {
        return List.copyOf(taps);
    }

    /** Whether the server's file was restored after a tap had been answered. */
    public synchronized boolean isRestoredSince(Tapped tap) {
        return tap.at() <= serverRestoredAt;
    }

    /** Taps that were taken back. */
    public synchronized Set<String> undone() {
        return Set.copyOf(undone);
    }

    /** Products that catalog runs recorded. */
    public synchronized Set<String> listed() {
        return Set.copyOf(listed);
    }

    /** What was written that is no event, and that each node which reads the topic must have set aside. */
    public synchronized List<Poison> poison() {
        return poison.stream()
                .filter(its -> !topicLost || its.topic().equals(Topic.CHANGES.name("tandem")))
                .toList();
    }

    /** What no fault explains. */
    public synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** How many taps, rows and runs were acknowledged. */
    public synchronized int acknowledged() {
        return taps.size() + undone.size() + writes.size() + listed.size();
    }

    /** How many rows scripts have committed. */
    public synchronized int rows() {
        return writes.size();
    }

    /**
     * Writes that must have become events: each that was its script's last word on a row, or stood while a verb captured.
     * What a script itself wrote over before any verb ran was never seen.
     */
    public synchronized List<Written> due() {
        List<Written> due = new ArrayList<>();
        due.addAll(due(write -> write.what().isOfContent()));
        due.addAll(due(write -> write.what() != What.CONTENT).stream()
                .filter(write -> write.what() == What.VERDICT)
                .toList());
        return due;
    }

    private List<Written> due(Predicate<Written> about) {
        Map<String, List<Written>> byRow = new LinkedHashMap<>();
        writes.stream()
                .filter(about)
                .forEach(write -> byRow.computeIfAbsent(write.on() + " " + write.url(), row -> new ArrayList<>())
                        .add(write));
        List<Written> due = new ArrayList<>();
        for (List<Written> row : byRow.values()) {
            for (int i = 0; i < row.size(); i++) {
                boolean last = i == row.size() - 1;
                boolean seen = last || wasSeen(row.get(i), row.get(i + 1));
                if (seen && !unmakes(row, i)) {
                    due.add(row.get(i));
                }
            }
        }
        return due;
    }

    /** What was made and deleted before any verb ran was there for nobody, and perhaps nothing was there before. */
    private boolean unmakes(List<Written> row, int at) {
        boolean unmakes = false;
        for (int i = at - 1; row.get(at).what() == What.GONE && i >= 0 && !wasSeen(row.get(i), row.get(at)); i--) {
            unmakes |= row.get(i).what() == What.WHOLE;
        }
        return unmakes;
    }

    private boolean wasSeen(Written write, Written next) {
        return syncs.stream()
                .anyMatch(sync ->
                        sync.on() == write.on() && sync.began() > write.committed() && sync.ended() < next.began());
    }
}
