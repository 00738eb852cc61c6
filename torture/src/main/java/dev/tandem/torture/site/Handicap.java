package dev.tandem.torture.site;

import java.time.Duration;
import java.util.List;

/**
 * What is wrong with the machine on which a process is started.
 *
 * @param clockAhead by how much its clock is wrong
 * @param fileBlocks how many blocks a file may have; 0 for any
 */
record Handicap(Duration clockAhead, long fileBlocks) {
    static final Handicap NONE = new Handicap(Duration.ZERO, 0);

    /** Bytes of a block, as {@code ulimit} counts them. */
    private static final long BLOCK = 512;

    static Handicap clock(Duration ahead) {
        return new Handicap(ahead, 0);
    }

    static Handicap largestFile(long bytes) {
        return new Handicap(Duration.ZERO, bytes / BLOCK);
    }

    /** Has a process started there. */
    void lay(ProcessBuilder builder) {
        if (!clockAhead.isZero()) {
            builder.environment().put("TANDEM_JAVA_OPTS", "-Dtandem.clock.ahead=" + clockAhead);
        }
        if (fileBlocks > 0) {
            builder.command().addAll(0, List.of("sh", "-c", "ulimit -f " + fileBlocks + "; exec \"$0\" \"$@\""));
        }
    }
}
