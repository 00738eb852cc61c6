package dev.tandem.stream.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A history that is run in a world of its own, and what the guarantees say of it. */
final class Run {
    private Run() {}

    /** What was broken, each with the guarantee that says so; nothing usually. */
    static List<String> of(List<Step> history) {
        return of(history, Start.EMPTY, FakeKafka::new);
    }

    static List<String> of(List<Step> history, Start start, Function<Supplier<Instant>, Wire> wires) {
        Path folder = folder();
        try (World world = new World(folder, start, wires)) {
            history.forEach(world::run);
            world.settle();
            List<String> broken = new ArrayList<>();
            for (Guarantee guarantee : Guarantee.ALL) {
                guarantee
                        .broken(world)
                        .forEach(one -> broken.add(guarantee.getClass().getSimpleName() + ": " + one));
            }
            return broken;
        } finally {
            Folders.delete(folder);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tandem-history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
