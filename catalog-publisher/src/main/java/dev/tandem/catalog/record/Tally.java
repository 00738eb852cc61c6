package dev.tandem.catalog.record;

import dev.tandem.catalog.feed.Reject;
import dev.tandem.catalog.feed.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run has found. */
public final class Tally {
    /** More rejects than these are counted but not listed. */
    private static final int MOST_LISTED = 10_000;

    private int scanned;
    private int existing;
    private int added;
    private int suspected;
    private int changed;
    private int drafts;
    private int rejected;
    private Duration matching = Duration.ZERO;
    private int warned;
    private final List<Reject> rejects = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    void scannedOne() {
        scanned++;
    }

    void existingOne() {
        existing++;
    }

    void addedOne() {
        added++;
    }

    void suspectedOne() {
        suspected++;
    }

    void rejected(Reject reject) {
        rejected++;
        if (rejects.size() < MOST_LISTED) {
            rejects.add(reject);
        }
    }

    void warned(Warning warning) {
        warned++;
        if (warnings.size() < MOST_LISTED) {
            warnings.add(warning);
        }
    }

    void matchedIn(Duration time) {
        matching = time;
    }

    /** How long it took to match the feed with what was known. */
    public Duration matching() {
        return matching;
    }

    /** How many elements the feed has. */
    public int scanned() {
        return scanned;
    }

    /** How many of them are known. */
    public int existing() {
        return existing;
    }

    /** How many are new. */
    public int added() {
        return added;
    }

    /** One of those that were added, about which nobody is asked. */
    void draftOne() {
        drafts++;
    }

    /** How many of those are drafts, about which nobody is asked. */
    public int drafts() {
        return drafts;
    }

    void changedOne() {
        changed++;
    }

    /** Of how many that are known the feed says something new. */
    public int changed() {
        return changed;
    }

    /** About how many somebody has to say whether they are known. */
    public int suspected() {
        return suspected;
    }

    /** How many are no products. */
    public int rejected() {
        return rejected;
    }

    /** Those, or the first of very many. */
    public List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /** How often something was left out of what was taken. */
    public int warned() {
        return warned;
    }

    /** What that was, or the first of very many. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }
}
