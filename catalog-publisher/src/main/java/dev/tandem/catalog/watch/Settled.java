package dev.tandem.catalog.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which files nobody writes to any more: those whose size and time have stayed the same for a while. */
final class Settled {
    private final Duration quiet;
    private final Map<Path, Seen> seen = new HashMap<>();

    Settled(Duration quiet) {
        this.quiet = quiet;
    }

    /** How a file looks from outside. */
    record State(long size, FileTime modified, Object identity) {
        /** Of a file; empty if it is gone. */
        static Optional<State> of(Path file) throws IOException {
            try {
                BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                Object identity = is.fileKey() == null ? "" : is.fileKey();
                return Optional.of(new State(is.size(), is.lastModifiedTime(), identity));
            } catch (NoSuchFileException gone) {
                return Optional.empty();
            }
        }
    }

    private record Seen(State state, Instant since) {}

    /** Looks at a file; its state if it has been the same for long enough. */
    Optional<State> look(Path file, Instant now) throws IOException {
        Optional<State> state = State.of(file);
        if (state.isEmpty()) {
            seen.remove(file);
            return state;
        }
        Seen before = seen.get(file);
        if (before == null || !before.state().equals(state.get())) {
            seen.put(file, new Seen(state.get(), now));
            return Optional.empty();
        }
        return before.since().plus(quiet).isAfter(now) ? Optional.empty() : state;
    }

    /** Whether a file still looks as it did. */
    boolean isStill(Path file, State state) throws IOException {
        return State.of(file).filter(state::equals).isPresent();
    }

    /** Forgets all files but these. */
    void keepOnly(Collection<Path> files) {
        seen.keySet().retainAll(files);
    }
}
