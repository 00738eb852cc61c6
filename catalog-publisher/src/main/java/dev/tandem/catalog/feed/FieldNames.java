package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Under which names a feed delivers what is taken from it: those of {@code fields.properties}, and a run's own first. */
public final class FieldNames {
    private static final Map<String, List<String>> USUAL = usual();

    private final Map<String, List<String>> names;

    private FieldNames(Map<String, List<String>> names) {
        this.names = names;
    }

    /** Those that {@code fields.properties} lists. */
    public static FieldNames ofScrapers() {
        return new FieldNames(USUAL);
    }

    /**
     * With further names before them.
     *
     * @param own by field, as {@code --map} takes them
     * @throws UserError if there is no such field
     */
    public FieldNames with(Map<String, String> own) {
        Map<String, List<String>> all = new LinkedHashMap<>(names);
        own.forEach((field, name) -> {
            List<String> known = all.get(plain(field));
            if (known == null || name.isBlank()) {
                throw UserError.usage(
                        "There is no field '" + field + "' to map.",
                        "The fields are " + String.join(", ", all.keySet()) + ": --map price=cost.");
            }
            all.put(plain(field), Stream.concat(Stream.of(name), known.stream()).toList());
        });
        return new FieldNames(all);
    }

    /** What an element holds under the names of a field; blank texts and nulls count as nothing. */
    public Optional<JsonNode> find(JsonNode element, String field) {
        for (String name : names.getOrDefault(field, List.of())) {
            JsonNode value = valueOf(element, name);
            if (holdsSomething(value)) {
                return Optional.ofNullable(value);
            }
        }
        return Optional.empty();
    }

    /** Whether one of these names is one that a field is delivered under. */
    boolean anyOf(Iterable<String> given, String field) {
        Set<String> known = new LinkedHashSet<>();
        names.getOrDefault(field, List.of()).forEach(name -> known.add(plain(name)));
        for (String name : given) {
            if (known.contains(plain(name))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable JsonNode valueOf(JsonNode element, String name) {
        JsonNode exact = element.get(name);
        if (exact != null) {
            return exact;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            JsonNode outer = valueOf(element, name.substring(0, dot));
            JsonNode inner = outer != null && outer.isArray() ? outer.get(0) : outer;
            return inner == null ? null : valueOf(inner, name.substring(dot + 1));
        }
        String plain = plain(name);
        for (Map.Entry<String, JsonNode> each : element.properties()) {
            if (plain(each.getKey()).equals(plain)) {
                return each.getValue();
            }
        }
        return null;
    }

    private static boolean holdsSomething(@Nullable JsonNode value) {
        return value != null
                && !value.isNull()
                && !value.isMissingNode()
                && (!value.isTextual() || !value.textValue().isBlank());
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static Map<String, List<String>> usual() {
        Properties read = new Properties();
        try (InputStream in = FieldNames.class.getResourceAsStream("fields.properties")) {
            read.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String field : read.stringPropertyNames().stream().sorted().toList()) {
            all.put(
                    field,
                    Stream.of(read.getProperty(field).split(",", -1))
                            .map(String::strip)
                            .toList());
        }
        return all;
    }
}
