package dev.tandem.cli.error;

/** The exit codes of every verb. */
public final class ExitCode {

    /** Done, or in step. */
    public static final int DONE = 0;

    /** Failed: what was asked for did not happen. */
    public static final int FAILED = 1;

    /** Wrong usage: the command line or a setting must change. */
    public static final int USAGE = 2;

    /** Something needs attention: differences, conflicts, dead letters. */
    public static final int ATTENTION = 3;

    private ExitCode() {}
}
