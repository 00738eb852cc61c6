package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tandem.cli.error.UserError;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a feed, an element at a time, so that its size does not matter: a JSON array, JSON Lines, or CSV with the names
 * of its fields in the first line. Which of them it is shows in its first character.
 */
public final class FeedReader {
    private static final String EXPECTED =
            "A feed is a JSON array of products ([{\"url\": …, \"title\": …}, …]), JSON Lines,"
                    + " or CSV with the names of its fields in the first line. Nothing was changed.";
    private static final int LONGEST_LINE = 4_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final FieldNames names;
    private final Consumer<Entry> sink;
    private int index;

    private FeedReader(String name, FieldNames names, Consumer<Entry> sink) {
        this.name = name;
        this.names = names;
        this.sink = sink;
    }

    /**
     * Gives each element to the sink, checked.
     *
     * @param name what the feed is called in an error
     * @throws UserError if it is empty, of no known format, or ends too early; elements before that have been given
     */
    public static void read(InputStream in, String name, FieldNames names, Consumer<Entry> sink) {
        new FeedReader(name, names, sink).read(in);
    }

    private void read(InputStream in) {
        Reader decoded = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        try (BufferedReader reader = new BufferedReader(decoded)) {
            int first = firstCharacter(reader);
            if (first < 0) {
                throw failed(" is empty.", EXPECTED);
            }
            if (first == '[') {
                array(reader);
            } else if (first == '{') {
                lines(reader);
            } else {
                csv(reader);
            }
            if (index == 0) {
                throw failed(" lists no products.", EXPECTED);
            }
        } catch (CharacterCodingException | CharConversionException e) {
            throw UserError.failed(
                    "The feed " + name + " is not in UTF-8, near element " + index + ".",
                    "Deliver it in UTF-8. Nothing was changed.",
                    e);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw UserError.failed(
                    "The feed " + name + " could not be read: " + e.getMessage() + ".",
                    "Check the file; it should be in UTF-8.",
                    e);
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

    private void array(Reader reader) throws IOException {
        try (JsonParser parser = JSON.createParser(reader)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                JsonNode element = parser.readValueAsTree();
                give(line, element);
            }
            if (index > 0 && parser.nextToken() != null) {
                throw failed(" goes on behind the end of its array.", EXPECTED);
            }
        }
    }

    private void lines(BufferedReader reader) throws IOException {
        int number = 0;
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        while (next >= 0) {
            if (next == '\n') {
                number++;
                line(number, line.toString(), true);
                line.setLength(0);
            } else {
                line.append((char) next);
                if (line.length() > LONGEST_LINE) {
                    throw failed(
                            " has a line of more than " + LONGEST_LINE + " characters: line " + (number + 1) + ".",
                            EXPECTED);
                }
            }
            next = reader.read();
        }
        line(number + 1, line.toString(), false);
    }

    private void line(int number, String text, boolean ended) throws IOException {
        if (text.isBlank()) {
            return;
        }
        try {
            give(number, JSON.readTree(text));
        } catch (JsonProcessingException e) {
            if (!ended) {
                throw e;
            }
            sink.accept(new Reject(index++, number, "its line is not JSON: " + firstLine(e)));
        }
    }

    private void csv(Reader reader) throws IOException {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withLineSeparator("\n"))
                .readValues(reader)) {
            List<String> header = rows.hasNext() ? List.of(rows.next()) : List.of();
            requireHeader(header);
            while (rows.hasNext()) {
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
                    EXPECTED + " Other names are mapped with --map url=NAME.");
        }
    }

    private void give(int line, List<String> header, List<String> row) {
        if (row.size() > header.size()) {
            sink.accept(new Reject(
                    index++, line, "it has " + row.size() + " fields, and the first line names " + header.size()));
            return;
        }
        var element = JSON.createObjectNode();
        for (int i = 0; i < row.size(); i++) {
            element.put(header.get(i), row.get(i));
        }
        give(line, element);
    }

    private void give(int line, JsonNode element) {
        sink.accept(Validation.check(index, line, element, names));
        index++;
    }

    private UserError failed(String what, String hint) {
        return UserError.failed("The feed " + name + what, hint);
    }

    private UserError malformed(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        if (e instanceof com.fasterxml.jackson.core.io.JsonEOFException) {
            return UserError.failed(
                    "The feed " + name + " ends too early" + where + ".",
                    "Fetch it again: it was cut off on its way. Nothing was changed.",
                    e);
        }
        return UserError.failed("The feed " + name + " is not JSON" + where + ": " + firstLine(e) + ".", EXPECTED, e);
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
