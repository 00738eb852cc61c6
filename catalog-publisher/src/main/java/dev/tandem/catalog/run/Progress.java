package dev.tandem.catalog.run;

import dev.tandem.cli.output.Output;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a long run is at. Shown on a terminal alone, on one line that gives way to whatever is told next.
 *
 * @param shown shows a step
 */
public record Progress(Consumer<String> shown) {
    private static final long MEGABYTE = 1_000_000;

    /** On this output; nowhere if nobody looks at it. */
    public static Progress on(Output output) {
        return new Progress(output.terminal().err() ? output::progress : step -> {});
    }

    void step(String step) {
        shown.accept(step + " …");
    }

    void megabytes(String step, long bytes) {
        step(String.format(Locale.ROOT, "%s: %,d MB", step, bytes / MEGABYTE));
    }

    /** The same stream, of which each megabyte is shown as it is read. */
    InputStream counted(String step, InputStream in) {
        return new FilterInputStream(in) {
            private long read;

            @Override
            public int read() throws IOException {
                int next = super.read();
                add(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                add(Math.max(0, count));
                return count;
            }

            private void add(int count) {
                long before = read;
                read += count;
                if (before / MEGABYTE < read / MEGABYTE) {
                    megabytes(step, read);
                }
            }
        };
    }
}
