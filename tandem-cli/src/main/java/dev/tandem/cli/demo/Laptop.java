package dev.tandem.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The laptop's verbs, each in a process of its own, all on the same file. */
record Laptop(Path file, String kafka, String service, StopSignal stop) {
    private static final Duration ATMOST = Duration.ofMinutes(3);

    JsonNode run(String... verbAndFlags) throws InterruptedException {
        if (stop.requested()) {
            throw Demo.stopped();
        }
        List<String> all = new ArrayList<>(List.of(verbAndFlags));
        if (!all.get(0).equals("adopt")) {
            all.addAll(List.of("--database", file.toString(), "--bootstrap-servers", kafka));
        }
        if (all.get(0).equals("sync")) {
            all.addAll(List.of("--service-url", service));
        }
        return runAnywhere(all);
    }

    /** A verb of either side's. */
    JsonNode runAnywhere(List<String> verb) throws InterruptedException {
        return ChildApp.run(verb, ATMOST, Apart.in(folder()), stop::requested).orElseThrow(Demo::stopped);
    }

    /** The demo's. */
    Path folder() {
        return Objects.requireNonNull(file.getParent());
    }
}
