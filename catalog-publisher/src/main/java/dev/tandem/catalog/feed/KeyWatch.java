package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notices a field that an object has twice: which of the two is meant, nobody can tell. */
final class KeyWatch extends JsonParserDelegate {
    private final Deque<Set<String>> open = new ArrayDeque<>();
    private @Nullable String twice;

    KeyWatch(JsonParser parser) {
        super(parser);
    }

    /** A field that came twice since this was last asked for. */
    Optional<String> takeTwice() {
        Optional<String> found = Optional.ofNullable(twice);
        twice = null;
        return found;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.START_OBJECT) {
            open.push(new HashSet<>());
        } else if (token == JsonToken.END_OBJECT) {
            open.pop();
        } else if (token == JsonToken.FIELD_NAME && !open.getFirst().add(currentName()) && twice == null) {
            twice = currentName();
        }
        return token;
    }
}
