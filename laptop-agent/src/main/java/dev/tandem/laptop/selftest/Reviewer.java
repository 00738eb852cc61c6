package dev.tandem.laptop.selftest;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A reviewer for the length of a test, added and revoked by the launcher: only who owns the data folder can. */
final class Reviewer {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String ELSEWHERE =
            "On the server's own machine name its data folder (--data); elsewhere pass the token of a reviewer"
                    + " (./tandem reviewers add NAME --json there, then the token in a file: --token-file FILE here).";

    private Reviewer() {}

    /** Whether there is a server's data folder on this machine: adding a reviewer would make one. */
    static boolean isServerHere(Settings settings) {
        return Files.isDirectory(Path.of(data(settings)).resolve("server"));
    }

    /** What to tell where there is none. */
    static UserError noServer(Settings settings) {
        return UserError.failed(
                "A reviewer for the test could not be added: there is no server's data in " + data(settings) + ".",
                ELSEWHERE);
    }

    /** The token in a file of its own; in the command line everybody on this machine could read it. */
    static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw UserError.failed(
                        "There is no reviewer's token in " + file + ".",
                        "Put the token alone there, as tandem reviewers add NAME --json gives it.");
            }
            return token;
        } catch (IOException e) {
            throw UserError.failed(
                    "The token in " + file + " cannot be read: " + e.getMessage() + ".",
                    "Name a file that you may read; /dev/stdin is standard input.",
                    e);
        }
    }

    /** Adds one; its token. */
    static String add(String name, Settings settings) throws InterruptedException {
        try {
            return ChildApp.run(List.of("reviewers", "add", name, "--data", data(settings)), LONG)
                    .path("token")
                    .asText();
        } catch (UserError e) {
            throw UserError.failed("A reviewer for the test could not be added: " + e.message(), ELSEWHERE, e);
        }
    }

    /** Takes it away again; one that was never added is none. */
    static void revoke(String name, Settings settings) throws InterruptedException {
        if (!isServerHere(settings)) {
            return;
        }
        try {
            ChildApp.run(List.of("reviewers", "revoke", name, "--data", data(settings)), LONG);
        } catch (UserError e) {
            if (!e.message().contains("There is no reviewer")) {
                throw e;
            }
        }
    }

    private static String data(Settings settings) {
        return settings.get(CommonSettings.DATA).toAbsolutePath().toString();
    }
}
