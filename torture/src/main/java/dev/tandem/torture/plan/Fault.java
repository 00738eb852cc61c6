package dev.tandem.torture.plan;

import org.jspecify.annotations.Nullable;

/**
 * One fault.
 *
 * @param atMillis when it begins, from the start of the load
 * @param part what it is done to; null where the kind says so
 * @param forMillis how long it lasts, if it lasts
 */
public record Fault(long atMillis, Kind kind, @Nullable Part part, long forMillis) {
    /** In words. */
    public String inWords() {
        return kind.text()
                + (part == null ? "" : " " + part.text())
                + (forMillis == 0 ? "" : " for " + forMillis + " ms");
    }
}
