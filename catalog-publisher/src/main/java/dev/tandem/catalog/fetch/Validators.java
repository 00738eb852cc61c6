package dev.tandem.catalog.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What a server tells of a version of a feed, for the question whether it has changed.
 *
 * @param etag the version's name, as it came
 * @param lastModified when it was made, as it came
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {
    /** Nothing is known. */
    public static final Validators NONE = new Validators(null, null);

    /** Whether there is nothing to ask with. */
    public boolean areNone() {
        return etag == null && lastModified == null;
    }
}
