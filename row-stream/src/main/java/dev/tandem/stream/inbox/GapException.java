package dev.tandem.stream.inbox;

import dev.tandem.stream.file.StreamException;

/** Records are missing between what was read and what the topic holds; going on would skip them in silence. */
public final class GapException extends StreamException {
    private static final long serialVersionUID = 1L;

    GapException(String message) {
        super(
                message,
                "nothing was changed; bring the topic back, or start from an empty database (--database NEW), which"
                        + " reads all topics from the beginning");
    }
}
