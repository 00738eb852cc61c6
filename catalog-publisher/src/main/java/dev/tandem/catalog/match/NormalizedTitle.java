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

    private static String words(@Nullable String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKD))
                .replaceAll("");
        return BETWEEN_WORDS
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }
}
