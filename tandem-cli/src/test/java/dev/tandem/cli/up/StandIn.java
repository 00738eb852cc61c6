package dev.tandem.cli.up;

import dev.tandem.cli.process.Parent;
import dev.tandem.cli.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Stands in for the broker and the service in a process of its own, and notes in a file when it starts and ends. */
final class StandIn {

    private StandIn() {}

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        String verb = given.get(0);
        Path home = Path.of(System.getProperty("tandem.home"));
        if (given.contains("--exit-with-parent")) {
            Parent.exitWithParent();
        }
        if (Files.exists(home.resolve(verb + ".fails"))) {
            System.out.println("{\"error\":\"The " + verb + " has no bread.\",\"hint\":\"Buy some.\",\"exitCode\":1}");
            System.exit(1);
        }
        note(home, verb + " " + String.join(" ", given.subList(1, given.size())));
        switch (verb) {
            case "broker" -> stay(home, verb, "\"bootstrapServers\":\"localhost:19092\"");
            case "service" -> stay(home, verb, "\"serviceUrl\":\"http://localhost:18080\"");
            default -> System.out.println("{\"token\":\"t\",\"url\":\"http://localhost:18080/pair#x\"}");
        }
    }

    private static void stay(Path home, String verb, String answer) throws Exception {
        try (StopSignal stop = StopSignal.install(Duration.ofSeconds(10))) {
            long pid = ProcessHandle.current().pid();
            Files.writeString(home.resolve(verb + ".pid"), Long.toString(pid));
            if (!Files.exists(home.resolve(verb + ".silent"))) {
                System.out.println("{\"ready\":true," + answer + ",\"pid\":" + pid + "}");
            }
            stop.await();
            note(home, verb + " ended");
        }
    }

    private static void note(Path home, String line) throws Exception {
        Path file = home.resolve("events");
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
