package dev.tandem.stream.capture;

import java.util.ArrayList;
import java.util.List;

/** What a capture found that other programs did to the file. */
public final class Captured {
    private int listings;
    private int removals;
    private int verdicts;
    private int restored;
    private int unnamed;
    private final List<String> unreadable = new ArrayList<>();

    /** Rows whose content was new or had changed. */
    public int listings() {
        return listings;
    }

    /** Rows that were gone. */
    public int removals() {
        return removals;
    }

    /** Verdicts that were given or changed. */
    public int verdicts() {
        return verdicts;
    }

    /** Verdicts that a program had emptied and that stand again. */
    public int restored() {
        return restored;
    }

    /** Rows that cannot travel, because a key column is null. */
    public int unnamed() {
        return unnamed;
    }

    /** Timestamps that are none, each with the row it stands in. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** How many events were made of it. */
    public int events() {
        return listings + removals + verdicts;
    }

    /** Adds another capture's findings. */
    public void add(Captured other) {
        listings += other.listings;
        removals += other.removals;
        verdicts += other.verdicts;
        restored += other.restored;
        unnamed += other.unnamed;
        unreadable.addAll(other.unreadable);
    }

    void listed() {
        listings++;
    }

    void removed() {
        removals++;
    }

    void decided() {
        verdicts++;
    }

    void restoredOne() {
        restored++;
    }

    void unnamedOne() {
        unnamed++;
    }

    void unreadable(String what) {
        unreadable.add(what);
    }
}
