package dev.tandem.cli.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is told to a person as it is, without a stack trace: what was attempted on what and why it failed (the
 * message), and what to try next (the hint).
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;
    private final int exitCode;

    private UserError(String message, String hint, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    /** What was asked for could not be done: exit code 1. */
    public static UserError failed(String message, String hint) {
        return new UserError(message, hint, ExitCode.FAILED, null);
    }

    /** As {@link #failed(String, String)}, keeping the cause for {@code --debug}. */
    public static UserError failed(String message, String hint, Throwable cause) {
        return new UserError(message, hint, ExitCode.FAILED, cause);
    }

    /** The command line or a setting is wrong: exit code 2. */
    public static UserError usage(String message, String hint) {
        return new UserError(message, hint, ExitCode.USAGE, null);
    }

    /** The message as a whole sentence. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** What to try next; empty if there is nothing to say. */
    public String hint() {
        return hint;
    }

    /** 1 or 2. */
    public int exitCode() {
        return exitCode;
    }
}
