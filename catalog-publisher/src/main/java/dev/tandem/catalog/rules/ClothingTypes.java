package dev.tandem.catalog.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Reduces the many spellings of clothing types to the six that a reviewer chooses from. Pure. */
final class ClothingTypes {
    private static final Map<String, String> TYPES = read();

    private ClothingTypes() {}

    /** The type that a text spells; empty where it spells none that is known. */
    static Optional<String> of(String text) {
        String[] path = text.split("[>/|,;]", -1);
        for (int i = path.length - 1; i >= 0; i--) {
            Optional<String> type = ofWords(List.of(plain(path[i]).split(" ", -1)));
            if (type.isPresent()) {
                return type;
            }
        }
        return Optional.empty();
    }

    /** Of the longest ending that is known. */
    private static Optional<String> ofWords(List<String> words) {
        for (int from = 0; from < words.size(); from++) {
            String ending = String.join(" ", words.subList(from, words.size()));
            String type = TYPES.get(ending);
            if (type != null) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** In lower case, its words in the singular, with a space between them. */
    private static String plain(String text) {
        String letters = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return String.join(
                " ",
                Stream.of(letters.split(" ", -1)).map(ClothingTypes::singular).toList());
    }

    private static String singular(String word) {
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches")) {
            return word.substring(0, word.length() - 2);
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }

    private static Map<String, String> read() {
        Properties read = new Properties();
        try (InputStream in = ClothingTypes.class.getResourceAsStream("clothing-types.properties")) {
            read.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> types = new HashMap<>();
        for (String type : read.stringPropertyNames()) {
            for (String spelling : read.getProperty(type).split(",", -1)) {
                types.put(plain(spelling), type);
            }
        }
        return types;
    }
}
