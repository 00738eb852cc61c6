package dev.tandem.catalog.match;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is left of a title when case, accents, punctuation and the brand before it are taken away. */
final class NormalizedTitle {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> PLACEHOLDERS = Set.of(
            "", "parse error", "n a", "na", "none", "null", "unknown", "untitled", "undefined", "error", "not found");

    private NormalizedTitle() {}

    /** The title's words; empty where it is a placeholder, which is like no other title. */
    static String of(@Nullable String title, @Nullable String brand) {
        String words = words(title);
        if (PLACEHOLDERS.contains(words)) {
            return "";
        }
        String prefix = words(brand) + " ";
        return prefix.length() > 1 && words.startsWith(prefix) ? words.substring(prefix.length()) : words;
    }

    /** Most titles are plain, and there are many: for those nothing has to be searched by patterns. */
    private static String words(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder words = new StringBuilder(text.length());
        boolean between = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                return wordsOfAny(text);
            }
            boolean upper = c >= 'A' && c <= 'Z';
            if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                if (between && !words.isEmpty()) {
                    words.append(' ');
                }
                between = false;
                words.append(upper ? (char) (c + ('a' - 'A')) : c);
            } else {
                between = true;
            }
        }
        return words.toString();
    }

    private static String wordsOfAny(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BETWEEN_WORDS
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }
}
