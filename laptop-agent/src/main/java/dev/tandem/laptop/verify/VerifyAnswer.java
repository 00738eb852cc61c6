package dev.tandem.laptop.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.stream.verify.Difference;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code verify --json} answers.
 *
 * @param identical whether both sides hold the same
 * @param compared how many rows and verdicts of this database were compared
 * @param different what differs; if it is very much, the first of it
 * @param differences how many rows and verdicts differ for no reason that is known
 * @param waiting how many more differ because something is on its way between the two, which a sync takes care of
 * @param unsent how many events wait here to be sent
 * @param unread how many events wait to be read
 * @param unreadOwn how many of them are this laptop's own, come back as the server has them
 * @param underWay whether the server has not answered yet for something that was sent
 * @param repaired how many differences were mended
 * @param unnoticed changes in this database that no trigger had told of; they have been captured
 * @param damaged how many sums that Tandem keeps were found damaged
 * @param notCompared tables that only this side keeps in step
 * @param digest what this database's rows add up to
 * @param serverDigest what the server's do
 * @param online whether the server itself was asked; else this is about its last word
 * @param asOf when the server said so
 * @param gap what is missing in the topics, if something is
 * @param backup the copy that was made before anything was mended
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record VerifyAnswer(
        boolean identical,
        long compared,
        List<One> different,
        long differences,
        long waiting,
        long unsent,
        long unread,
        long unreadOwn,
        boolean underWay,
        long repaired,
        int unnoticed,
        int damaged,
        List<String> notCompared,
        String digest,
        String serverDigest,
        boolean online,
        String asOf,
        @Nullable String gap,
        @Nullable String backup) {
    /**
     * One row or verdict that differs.
     *
     * @param what {@code only_here}, {@code only_there}, {@code version} or {@code content}
     * @param newer the side that knows the newer: {@code here}, {@code there} or {@code neither}
     */
    record One(String table, List<String> key, String what, List<String> columns, String newer, boolean waiting) {
        static One of(Comparison.Found found) {
            Difference difference = found.difference();
            return new One(
                    difference.table().equals("tandem_verdict") ? "verdicts" : difference.table(),
                    difference.key(),
                    difference.what().name().toLowerCase(Locale.ROOT),
                    difference.columns(),
                    difference.newer().name().toLowerCase(Locale.ROOT),
                    found.waiting());
        }
    }

    /** Whether a person should look at it. */
    boolean needsAttention() {
        return !identical || (damaged > 0 && backup == null);
    }
}
