package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a feed that is one JSON array, an element at a time, so that its size does not matter. */
public final class JsonArrayFeed {
    private static final String EXPECTED =
            "A feed is a JSON array of products: [{\"url\": …, \"title\": …}, …]. Nothing was changed.";

    private JsonArrayFeed() {}

    /**
     * Gives each element to the sink, checked.
     *
     * @param name what the feed is called in an error
     * @throws UserError if it is empty, no JSON, no array, or ends too early; elements before that have been given
     */
    public static void read(InputStream in, String name, Consumer<Entry> sink) {
        try (JsonParser parser = new ObjectMapper().createParser(in)) {
            requireArray(parser.nextToken(), name);
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode element = parser.readValueAsTree();
                sink.accept(Validation.check(index++, element));
            }
            if (index == 0) {
                throw UserError.failed("The feed " + name + " lists no products.", EXPECTED);
            }
            if (parser.nextToken() != null) {
                throw UserError.failed("The feed " + name + " goes on behind the end of its array.", EXPECTED);
            }
        } catch (JsonProcessingException e) {
            throw malformed(name, e);
        } catch (IOException e) {
            throw UserError.failed(
                    "The feed " + name + " could not be read: " + e.getMessage() + ".",
                    "Check the file; it should be JSON in UTF-8.",
                    e);
        }
    }

    private static void requireArray(@Nullable JsonToken first, String name) {
        if (first == null) {
            throw UserError.failed("The feed " + name + " is empty.", EXPECTED);
        }
        if (first != JsonToken.START_ARRAY) {
            String what = first == JsonToken.START_OBJECT ? "a JSON object" : "a single value";
            throw UserError.failed("The feed " + name + " is " + what + ", not an array.", EXPECTED);
        }
    }

    private static UserError malformed(String name, JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        if (e instanceof com.fasterxml.jackson.core.io.JsonEOFException) {
            return UserError.failed(
                    "The feed " + name + " ends too early" + where + ".",
                    "Fetch it again: it was cut off on its way. Nothing was changed.",
                    e);
        }
        return UserError.failed(
                "The feed " + name + " is not JSON" + where + ": "
                        + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                EXPECTED,
                e);
    }
}
