package dev.tandem.service.conflict;

import dev.tandem.service.http.ProblemException;
import dev.tandem.stream.conflict.Conflicts.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a page of conflicts begins, as text. */
final class PageCursor {
    private static final Pattern FORM = Pattern.compile("([01])\\.(\\d{1,18})\\.([0-9a-f-]{36})");

    private PageCursor() {}

    static String text(Place place) {
        return place.settled() + "." + place.at() + "." + place.id();
    }

    static Place read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Place.START;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw ProblemException.field("cursor", "must be as an earlier answer gave it");
        }
        return new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
    }
}
