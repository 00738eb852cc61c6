package dev.tandem.catalog.match;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is left of an address when all is taken away that shops change without meaning another product. */
final class NormalizedUrl {
    private static final Pattern PARTS = Pattern.compile("([^:/?#]+://[^/?#]*)([^?#]*).*", Pattern.DOTALL);

    private NormalizedUrl() {}

    /**
     * The address without query, fragment and slashes at the end of its path, its scheme and host in lower case. An
     * address without a path stays as it is: its query is all that tells its products apart.
     */
    static String of(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            return url;
        }
        String path = withoutSlashes(parts.group(2));
        return path.isEmpty() ? url : parts.group(1).toLowerCase(Locale.ROOT) + path;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
