package dev.tandem.torture.site;

import java.io.IOException;

/** Signals to processes, as the shell's {@code kill} sends them. */
final class Signals {
    private Signals() {}

    /** Stops a process and lets it go on after a while, whatever becomes of this one meanwhile. */
    static Process stopFor(long pid, long millis) throws IOException {
        String seconds = millis / 1000 + "." + String.format("%03d", millis % 1000);
        return new ProcessBuilder("sh", "-c", "kill -STOP " + pid + "; sleep " + seconds + "; kill -CONT " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
