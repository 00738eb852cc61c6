package dev.tandem.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process as it is noted in a file that a killed one leaves behind. Systems give a number to another process later, so what has it
 * now counts only if it began when the noted one did, or was called as that was: clocks are set, and a user may not see how another's
 * process was called. How it was called is noted as a hash: options may be secrets, and only whether it is the same is asked.
 */
public final class NotedProcess {
    private static final String PID = "pid";
    private static final String STARTED_AT = "startedAt";
    private static final String COMMAND = "commandSha256";

    /** Systems tell the beginning of a process in ticks, and count them from a second on. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private NotedProcess() {}

    /** What to note of this process. */
    public static Map<String, Object> current() {
        ProcessHandle current = ProcessHandle.current();
        Map<String, Object> noted = new LinkedHashMap<>();
        noted.put(PID, current.pid());
        current.info().startInstant().ifPresent(at -> noted.put(STARTED_AT, at.toString()));
        current.info().commandLine().ifPresent(command -> noted.put(COMMAND, hash(command)));
        return noted;
    }

    /** Whether the process that was noted runs still. Of one of which its number alone was noted, that has to do. */
    public static boolean runs(JsonNode noted) {
        return ProcessHandle.of(noted.path(PID).asLong())
                .map(ProcessHandle::info)
                .filter(now -> isNumberAlone(noted) || hasBegunThen(noted, now) || wasCalledSo(noted, now))
                .isPresent();
    }

    private static boolean isNumberAlone(JsonNode noted) {
        return !noted.has(STARTED_AT) && !noted.has(COMMAND);
    }

    private static boolean hasBegunThen(JsonNode noted, ProcessHandle.Info now) {
        Optional<Instant> then = instant(noted.path(STARTED_AT).asText());
        return then.isPresent()
                && now.startInstant()
                        .map(at -> Duration.between(then.get(), at).abs().compareTo(SAME) <= 0)
                        .orElse(false);
    }

    private static boolean wasCalledSo(JsonNode noted, ProcessHandle.Info now) {
        return noted.has(COMMAND)
                && now.commandLine()
                        .map(NotedProcess::hash)
                        .map(noted.path(COMMAND).asText()::equals)
                        .orElse(false);
    }

    private static String hash(String command) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(command.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
