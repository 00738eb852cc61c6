package dev.tandem.laptop.history;

import java.util.List;
import java.util.Optional;

/** Urls of several hundred characters as a person reads and pastes them: as much of the beginning as tells them apart. */
final class ShortUrls {
    private static final String CUT = "…";
    private static final String TYPED = "...";
    private static final int LONGEST = 100;
    private static final int BEYOND = 8;

    private ShortUrls() {}

    /** These urls, each shortened where it is long. */
    static List<String> of(List<String> urls) {
        return urls.stream().map(url -> shortened(url, urls)).toList();
    }

    /** The beginning of a url, if that is what was given. */
    static Optional<String> beginning(String given) {
        return List.of(CUT, TYPED).stream()
                .filter(given::endsWith)
                .map(end -> given.substring(0, given.length() - end.length()))
                .findFirst();
    }

    private static String shortened(String url, List<String> urls) {
        int alike = urls.stream()
                .filter(other -> !other.equals(url))
                .mapToInt(other -> common(url, other))
                .max()
                .orElse(0);
        int length = Math.max(LONGEST, alike + BEYOND);
        return url.length() <= length ? url : url.substring(0, length) + CUT;
    }

    /** How many characters two urls begin with alike. */
    static int common(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
