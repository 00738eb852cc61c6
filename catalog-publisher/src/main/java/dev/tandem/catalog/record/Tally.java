package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.Reject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run has found. */
final class Tally {
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
    private final List<Reject> rejects = new ArrayList<>();

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

    void matchedIn(Duration time) {
        matching = time;
    }

    /** How long it took to match the feed with what was known. */
    Duration matching() {
        return matching;
    }

    int scanned() {
        return scanned;
    }

    int existing() {
        return existing;
    }

    int added() {
        return added;
    }

    /** One of those that were added, about which nobody is asked. */
    void draftOne() {
        drafts++;
    }

    int drafts() {
        return drafts;
    }

    void changedOne() {
        changed++;
    }

    int changed() {
        return changed;
    }

    int suspected() {
        return suspected;
    }

    int rejected() {
        return rejected;
    }

    List<Reject> rejects() {
        return List.copyOf(rejects);
    }
}
