package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tandem.cli.error.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a feed, an element at a time, so that its size does not matter: a JSON array, JSON Lines, or CSV with the names
 * of its fields in the first line, or the pages of a Shopify shop's {@code products.json}. Which of them it is shows in its first character.
 */
public final class FeedReader {
    private static final String EXPECTED =
            "A feed is a JSON array of products ([{\"url\": …, \"title\": …}, …]), JSON Lines,"
                    + " or CSV with the names of its fields in the first line. Nothing was changed.";
    private static final String OTHER_NAMES = " Other names are mapped with --map url=NAME.";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAGE = Pattern.compile("(\\[\\s*)?\\{\\s*\"products\"\\s*:\\s*\\[.*", Pattern.DOTALL);
    private static final int PEEK = 200;

    private final String name;
    private final Optional<String> shop;
    private final FieldNames names;
    private final Sink sink;
    private int index;
    private boolean anyProduct;
    private String firstSeen = "";

    private FeedReader(Origin origin, FieldNames names, Sink sink) {
        this.name = origin.name();
        this.shop = origin.shop();
        this.names = names;
        this.sink = sink;
    }

    /** Takes what is read. */
    @FunctionalInterface
    public interface Sink {
        /** An element, checked. */
        void take(Entry entry);

        /** What was left out of one that was taken, before it is. */
        default void warn(Warning warning) {}
    }

    /**
     * Gives each element to the sink, checked.
     *
     * @throws UserError if it is empty, of no known format, ends too early, or nothing in it is like a product; elements
     *     before that have been given
     */
    public static void read(InputStream in, Origin origin, FieldNames names, Sink sink) {
        new FeedReader(origin, names, sink).read(in);
    }

    private void read(InputStream in) {
        Reader decoded = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        try (BufferedReader reader = new BufferedReader(decoded)) {
            ElementReader bounded = new ElementReader(reader);
            int first = firstCharacter(reader);
            if (first < 0) {
                throw failed(" is empty.", EXPECTED);
            }
            if ((first == '[' || first == '{')
                    && PAGE.matcher(beginning(reader)).matches()) {
                pages(bounded);
            } else if (first == '[') {
                array(bounded);
            } else if (first == '{') {
                lines(bounded);
            } else {
                csv(bounded, separator(beginning(reader)));
            }
            if (index == 0) {
                throw failed(" lists no products.", EXPECTED);
            }
            if (!anyProduct) {
                throw failed(
                        " lists no products: "
                                + (index == 1
                                        ? "all it holds is "
                                        : "none of its " + index + " elements has a url or a title; one is ")
                                + firstSeen + ".",
                        EXPECTED + OTHER_NAMES);
            }
        } catch (IOException | RuntimeJsonMappingException e) {
            throw FeedTrouble.explain(e, name, index, EXPECTED);
        }
    }

    /** The first character that is not blank, which stays to be read. */
    private static int firstCharacter(BufferedReader reader) throws IOException {
        while (true) {
            reader.mark(1);
            int next = reader.read();
            boolean passed = next == '\ufeff' || (next >= 0 && Character.isWhitespace(next));
            if (!passed) {
                if (next >= 0) {
                    reader.reset();
                }
                return next;
            }
        }
    }

    private static String beginning(BufferedReader reader) throws IOException {
        reader.mark(PEEK);
        char[] buffer = new char[PEEK];
        int read = reader.read(buffer);
        reader.reset();
        return new String(buffer, 0, Math.max(0, read));
    }

    private void array(ElementReader reader) throws IOException {
        try (KeyWatch parser = new KeyWatch(JSON.createParser(reader))) {
            parser.nextToken();
            elements(parser, reader);
            if (index > 0 && parser.nextToken() != null) {
                throw failed(" goes on behind the end of its array.", EXPECTED);
            }
        }
    }

    /** The elements of the array that has just begun. */
    private void elements(KeyWatch parser, ElementReader reader) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.begin();
            JsonLocation begins = parser.currentTokenLocation();
            parser.takeTwice();
            JsonNode element = parser.readValueAsTree();
            give(begins.getLineNr(), begins.getColumnNr(), element, parser.takeTwice());
        }
    }

    /** The pages of a shop's list, one behind the other or in an array. */
    private void pages(ElementReader reader) throws IOException {
        try (KeyWatch parser = new KeyWatch(JSON.createParser(reader))) {
            boolean inArray = false;
            while (parser.nextToken() != null) {
                if (parser.currentToken() == (inArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
                    inArray = !inArray;
                    continue;
                }
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw failed(" is not a row of pages, each an object with its products.", EXPECTED);
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean products = parser.currentName().equals("products");
                    if (parser.nextToken() == JsonToken.START_ARRAY && products) {
                        elements(parser, reader);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
    }

    private void lines(ElementReader reader) throws IOException {
        new JsonLines(JSON, new JsonLines.Sink() {
                    @Override
                    public void element(int line, JsonNode element, Optional<String> twice) {
                        give(line, 1, element, twice);
                    }

                    @Override
                    public void broken(int line, String reason) {
                        sink.take(next(line, 1).reject(reason));
                    }
                })
                .read(reader);
    }

    /** What stands most often between the names in the first line: spreadsheets of many countries write semicolons. */
    private static char separator(String beginning) {
        String header = beginning.lines().findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        it -> header.chars().filter(c -> c == it).count()))
                .filter(it -> header.indexOf(it) >= 0)
                .orElse(',');
    }

    private void csv(ElementReader reader, char separator) throws IOException {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withLineSeparator("\n").withColumnSeparator(separator))
                .readValues(reader)) {
            List<String> header = rows.hasNext() ? List.of(rows.next()) : List.of();
            requireHeader(header);
            while (rows.hasNext()) {
                reader.begin();
                int line = rows.getCurrentLocation().getLineNr();
                give(line, header, List.of(rows.next()));
            }
        }
    }

    private void requireHeader(List<String> header) {
        List<String> twice = new ArrayList<>(header);
        header.stream().distinct().forEach(twice::remove);
        if (!twice.isEmpty()) {
            throw failed(" names the field '" + twice.get(0) + "' twice in its first line.", EXPECTED);
        }
        if (!names.anyOf(header, "url") || !names.anyOf(header, "title")) {
            throw failed(
                    " is neither JSON nor CSV whose first line names a url and a title: it begins with "
                            + Validation.shortened(String.join(", ", header)) + ".",
                    EXPECTED + OTHER_NAMES);
        }
    }

    private void give(int line, List<String> header, List<String> row) {
        anyProduct = true;
        if (row.size() > header.size()) {
            sink.take(next(line, 1)
                    .reject("it has " + row.size() + " fields, and the first line names " + header.size()));
            return;
        }
        var element = JSON.createObjectNode();
        for (int i = 0; i < row.size(); i++) {
            element.put(header.get(i), row.get(i));
        }
        give(line, 1, element, Optional.empty());
    }

    private void give(int line, int column, JsonNode given, Optional<String> twice) {
        JsonNode element = withAddress(given);
        if (!anyProduct) {
            anyProduct = names.find(element, "url").isPresent()
                    || names.find(element, "title").isPresent();
            firstSeen = firstSeen.isEmpty() ? inWords(element) : firstSeen;
        }
        Place at = next(line, column);
        sink.take(
                twice.isPresent()
                        ? at.reject("it has the field '" + Validation.shortened(twice.get()) + "' twice")
                        : Validation.check(at, element, names, sink::warn));
    }

    private Place next(int line, int column) {
        return new Place(index++, line, column);
    }

    private static String inWords(JsonNode element) {
        if (!element.isObject()) {
            return Validation.shortened(element.toString());
        }
        List<String> fields = new ArrayList<>();
        element.fieldNames().forEachRemaining(fields::add);
        return fields.isEmpty()
                ? "an object without fields"
                : "an object with " + Validation.shortened(String.join(", ", fields));
    }

    private JsonNode withAddress(JsonNode element) {
        if (!ShopProduct.isOne(element)) {
            return element;
        }
        return ShopProduct.of(
                element,
                shop.orElseThrow(() -> failed(
                        " names its products by their handles, and not the shop where they are.",
                        "Say which it is: --shop https://shop.example. Nothing was changed.")));
    }

    private UserError failed(String what, String hint) {
        return UserError.failed("The feed " + name + what, hint);
    }
}
