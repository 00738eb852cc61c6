package dev.tandem.torture.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a run, in the order in which they begin.
 *
 * @param seed from which they were drawn, and from which the load draws what it does
 * @param millis how long the load goes on
 */
public record Schedule(long seed, long millis, List<Fault> faults) {
    private static final long QUIET_MS = 3_000;
    private static final long LEAST_GAP_MS = 1_500;
    private static final long MOST_GAP_MS = 7_500;
    private static final long LONGEST_MS = 5_000;
    private static final long SHORTEST_MS = 300;

    /** How often each kind is drawn: what a fault costs in time is what it costs the others. */
    private static final List<Kind> DRAWN = List.of(
            Kind.KILL,
            Kind.KILL,
            Kind.KILL,
            Kind.KILL,
            Kind.KILL,
            Kind.STOP,
            Kind.STOP,
            Kind.RESTART,
            Kind.CUT_KAFKA,
            Kind.CUT_KAFKA,
            Kind.SLOW_KAFKA,
            Kind.TEAR_KAFKA,
            Kind.CUT_PHONES,
            Kind.DEAFEN_PHONES,
            Kind.POISON,
            Kind.DUPLICATE,
            Kind.DUPLICATE,
            Kind.TOPIC_ANEW,
            Kind.CLOCK,
            Kind.CLOCK,
            Kind.DISK,
            Kind.DISK,
            Kind.RESTORE_LAPTOP,
            Kind.RESTORE_SERVER);

    /** Copies the faults. */
    public Schedule {
        faults = List.copyOf(faults);
    }

    /** Draws one. */
    public static Schedule of(long seed, long millis) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        long at = QUIET_MS;
        while (at < millis - QUIET_MS) {
            Kind kind = DRAWN.get(random.nextInt(DRAWN.size()));
            Part part = kind.parts().isEmpty()
                    ? null
                    : kind.parts().get(random.nextInt(kind.parts().size()));
            long lasts = random.nextLong(SHORTEST_MS, LONGEST_MS);
            faults.add(new Fault(at, kind, part, isAtOnce(kind) ? 0 : lasts));
            at += random.nextLong(LEAST_GAP_MS, MOST_GAP_MS);
        }
        return new Schedule(seed, millis, faults);
    }

    private static boolean isAtOnce(Kind kind) {
        return switch (kind) {
            case RESTART, POISON, DUPLICATE, TOPIC_ANEW, RESTORE_LAPTOP, RESTORE_SERVER -> true;
            default -> false;
        };
    }

    /** Writes it down, a fault on each line. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Json.line(new Head(seed, millis)));
        for (Fault fault : faults) {
            lines.add(
                    Json.line(new Line(fault.atMillis(), fault.kind().text(), text(fault.part()), fault.forMillis())));
        }
        Files.write(file, lines);
    }

    private static @Nullable String text(@Nullable Part part) {
        return part == null ? null : part.text();
    }

    /** Reads what was written down. */
    public static Schedule read(Path file) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            List<String> lines = Files.readAllLines(file);
            JsonNode head = mapper.readTree(lines.get(0));
            List<Fault> faults = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                JsonNode fault = mapper.readTree(line);
                faults.add(new Fault(
                        fault.path("at").asLong(),
                        Kind.valueOf(constant(fault.path("kind").asText())),
                        fault.path("part").isTextual()
                                ? Part.valueOf(constant(fault.path("part").asText()))
                                : null,
                        fault.path("for").asLong()));
            }
            return new Schedule(head.path("seed").asLong(), head.path("millis").asLong(), faults);
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw UserError.usage(
                    file + " is no schedule: " + e.getMessage() + ".", "Give one that a run has written down.");
        } catch (IOException e) {
            throw UserError.failed("Reading " + file + " failed: " + e.getMessage() + ".", "Check the path.", e);
        }
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private record Head(long seed, long millis) {}

    private record Line(
            long at,
            String kind,
            @Nullable String part,

            @com.fasterxml.jackson.annotation.JsonProperty("for")
            long lasts) {}
}
