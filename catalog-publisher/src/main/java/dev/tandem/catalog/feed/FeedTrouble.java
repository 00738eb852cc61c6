package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.tandem.cli.error.UserError;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** What can be wrong with a feed as a whole, told as whoever delivers it needs it. */
final class FeedTrouble {
    private FeedTrouble() {}

    /**
     * Of a failure to read a feed.
     *
     * @param index how many elements were read before it
     * @param expected what a feed looks like
     */
    static UserError explain(Exception failure, String name, int index, String expected) {
        Exception e = origin(failure);
        if (e instanceof CharacterCodingException || e instanceof CharConversionException) {
            return UserError.failed(
                    "The feed " + name + " is not in UTF-8, near item " + (index + 1) + ".",
                    "Deliver it in UTF-8. Nothing was changed.",
                    e);
        }
        if (e instanceof ElementReader.TooLongException) {
            return UserError.failed(
                    "The feed " + name + " has an element of more than " + ElementReader.LONGEST + " characters: item "
                            + (index + 1) + ".",
                    "No product is that long. Is it what the scraper was meant to write? Nothing was changed.",
                    e);
        }
        if (e instanceof JsonLines.NotLinesException noLines) {
            return noLines.cutOff()
                    ? cutOff(name, noLines.where(), e)
                    : UserError.failed("The feed " + name + " is not JSON" + noLines.where() + ".", expected, e);
        }
        if (e instanceof JsonProcessingException malformed) {
            return malformed(malformed, name, expected);
        }
        return UserError.failed(
                "The feed " + name + " could not be read: " + e.getMessage() + ".",
                "Check the file; it should be in UTF-8.",
                e);
    }

    /** What a library has wrapped: a failure to read, rather than to parse, comes from below it. */
    private static Exception origin(Exception failure) {
        Exception origin = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof JsonProcessingException && !(origin instanceof JsonProcessingException)) {
                origin = (JsonProcessingException) t;
            } else if (t instanceof IOException below && !(t instanceof JsonProcessingException)) {
                return below;
            }
        }
        return origin;
    }

    private static UserError malformed(JsonProcessingException e, String name, String expected) {
        JsonLocation location = e.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return isCutOff(e)
                ? cutOff(name, where, e)
                : UserError.failed(
                        "The feed " + name + " is not JSON" + where + ": " + JsonFault.inWords(e) + ".", expected, e);
    }

    private static UserError cutOff(String name, String where, Exception e) {
        return UserError.failed(
                "The feed " + name + " ends too early" + where + ".",
                "Fetch it again: it was cut off on its way. Nothing was changed.",
                e);
    }

    /** Whether it ends in the midst of something. */
    static boolean isCutOff(JsonProcessingException e) {
        return e instanceof JsonEOFException || e.getOriginalMessage().startsWith("Unexpected end-of-input");
    }
}
