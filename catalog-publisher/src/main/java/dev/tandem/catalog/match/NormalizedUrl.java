package dev.tandem.catalog.match;

import java.util.Locale;

/** What is left of an address when all is taken away that shops change without meaning another product. */
final class NormalizedUrl {
    private static final String BEFORE_HOST = "://";

    private NormalizedUrl() {}

    /**
     * The address without query, fragment and slashes at the end of its path, its scheme and host in lower case. An
     * address without a path stays as it is: its query is all that tells its products apart.
     */
    static String of(String url) {
        int scheme = next(url, 0, ":/?#");
        if (scheme == 0 || !url.startsWith(BEFORE_HOST, scheme)) {
            return url;
        }
        int path = next(url, scheme + BEFORE_HOST.length(), "/?#");
        int end = next(url, path, "?#");
        while (end > path && url.charAt(end - 1) == '/') {
            end--;
        }
        return end == path ? url : url.substring(0, path).toLowerCase(Locale.ROOT) + url.substring(path, end);
    }

    /** Where the first of these letters is from there on, or the end. */
    private static int next(String url, int from, String letters) {
        int at = from;
        while (at < url.length() && letters.indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
