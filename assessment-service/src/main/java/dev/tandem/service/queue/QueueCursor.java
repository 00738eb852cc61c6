package dev.tandem.service.queue;

import dev.tandem.service.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the queue's order. The next page begins behind it, however many rows have left the queue since, so that
 * none is skipped.
 */
record QueueCursor(int rank, long addedMillis, long id) {
    /** Before the first row. */
    static final QueueCursor START = new QueueCursor(-1, 0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,2})/(-?\\d{1,18})/(\\d{1,18})");

    /** As the API gives it: opaque to the phone. */
    String text() {
        byte[] bytes = (rank + "/" + addedMillis + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads a cursor back; none means the start. */
    static QueueCursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        Matcher form = FORM.matcher(decoded(text));
        if (!form.matches()) {
            throw unreadable();
        }
        return new QueueCursor(
                Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)), Long.parseLong(form.group(3)));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return ProblemException.field("cursor", "must be the value of next in an earlier answer");
    }
}
