package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON Lines. A line that is no JSON is passed over; a feed most of whose lines are none is something else, such as
 * one document over many lines, or what is left of it.
 */
final class JsonLines {
    private final ObjectMapper json;
    private final Sink sink;
    private int whole;
    private int broken;
    private @Nullable Spot first;

    JsonLines(ObjectMapper json, Sink sink) {
        this.json = json;
        this.sink = sink;
    }

    /** Takes what is read. */
    interface Sink {
        /** A line, with a field that it has twice. */
        void element(int line, JsonNode element, Optional<String> twice);

        /** A line that is no JSON, and why. */
        void broken(int line, String reason);
    }

    private record Spot(int line, int column, String why, boolean cutOff) {
        NotLinesException inFeed(String also, boolean ends) {
            return new NotLinesException(
                    " at line " + line + ", column " + column + (ends ? "" : ": " + why + also), ends);
        }
    }

    /** What was read is no JSON Lines; what it is shows at one place. */
    static final class NotLinesException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String where;
        private final boolean cutOff;

        private NotLinesException(String where, boolean cutOff) {
            super(where);
            this.where = where;
            this.cutOff = cutOff;
        }

        /** In which line and column, and what is wrong there unless the feed ends there. */
        String where() {
            return where;
        }

        /** Whether the feed ends in the midst of something. */
        boolean cutOff() {
            return cutOff;
        }
    }

    /**
     * Reads all lines.
     *
     * @throws NotLinesException if most are no JSON, or the last is not whole
     */
    void read(ElementReader reader) throws IOException {
        int number = 0;
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        while (next >= 0) {
            if (next == '\n') {
                number++;
                line(number, line.toString(), true);
                line.setLength(0);
                reader.begin();
            } else {
                line.append((char) next);
            }
            next = reader.read();
        }
        line(number + 1, line.toString(), false);
        if (first != null && broken > whole) {
            boolean alone = broken + whole == 1;
            String also = alone ? "" : " (" + broken + " of " + (broken + whole) + " lines are no JSON)";
            throw first.inFeed(also, alone && first.cutOff());
        }
    }

    private void line(int number, String text, boolean ended) throws IOException {
        if (text.isBlank()) {
            return;
        }
        try (KeyWatch parser = new KeyWatch(json.createParser(text))) {
            parser.nextToken();
            JsonNode element = parser.readValueAsTree();
            if (parser.nextToken() == null) {
                whole++;
                sink.element(number, element, parser.takeTwice());
                return;
            }
            int column = parser.currentTokenLocation().getColumnNr();
            broken(
                    new Spot(number, column, "the line goes on behind its end", false),
                    "its line goes on behind its end");
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            Spot here = new Spot(number, column, JsonFault.inWords(e), FeedTrouble.isCutOff(e));
            if (!ended && (here.cutOff() || broken < whole)) {
                throw here.inFeed("", here.cutOff());
            }
            broken(here, "its line is not JSON at column " + column + ": " + here.why());
        }
    }

    private void broken(Spot here, String reason) {
        first = first == null ? here : first;
        broken++;
        sink.broken(here.line(), reason);
    }
}
