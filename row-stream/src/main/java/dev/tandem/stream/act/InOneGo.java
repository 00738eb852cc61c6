package dev.tandem.stream.act;

import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.capture.Captured;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.file.SyncedFile.Work;
import dev.tandem.stream.node.NodeContext;

/** Acts of the owner's on a file: what other programs changed gets its version first. */
public final class InOneGo {
    private InOneGo() {}

    /**
     * Runs the work in one transaction in which nothing waits to be captured.
     *
     * @param attempt what is attempted, as it follows «could not», for the error
     */
    public static <T> T act(SyncedFile file, NodeContext context, String attempt, Work<T> work) {
        Capture capture = new Capture(file, context);
        Captured captured = capture.run();
        while (true) {
            Done<T> done = file.write(
                    attempt, sql -> capture.before(sql, captured) ? new Done<>(true, work.run(sql)) : Done.notYet());
            if (done.yes()) {
                return done.result();
            }
            capture.run();
        }
    }

    private record Done<T>(boolean yes, T result) {
        @SuppressWarnings("NullAway") // Nobody asks for the result of what was not done.
        static <T> Done<T> notYet() {
            return new Done<>(false, null);
        }
    }
}
