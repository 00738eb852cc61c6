package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.installation.Installation;
import dev.tandem.benchmarks.installation.WatchProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tandem as it is installed: a broker and a service on the one side, a laptop's {@code watch} on the other. */
final class TandemInStep implements InStep {
    private final Installation installation;
    private final AtomicLong bytes;
    private WatchProcess watch;

    private TandemInStep(Installation installation) throws IOException {
        this.installation = installation;
        this.bytes = installation.tunnel().count();
        this.watch = WatchProcess.start(installation);
    }

    static TandemInStep start(Path folder, int products, Consumer<String> progress) throws Exception {
        Installation installation = Installation.start(folder, products, progress);
        try {
            return new TandemInStep(installation);
        } catch (IOException | RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    @Override
    public String what() {
        return "Tandem";
    }

    @Override
    public void give(Verdict verdict, int from, int to) throws SQLException {
        try (ProductFile file = ProductFile.open(installation.server())) {
            file.give(verdict, from, to);
        }
    }

    @Override
    public Path receiving() {
        return installation.laptop();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long receiver() {
        return watch.id();
    }

    @Override
    public List<Long> others() {
        return installation.processes();
    }

    @Override
    public void mustRun() {
        if (!watch.isAlive()) {
            throw new IllegalStateException("the watch has ended");
        }
    }

    @Override
    public void whileAway(Work work) throws Exception {
        watch.close();
        work.run();
        watch = WatchProcess.start(installation);
    }

    @Override
    public void close() throws IOException {
        watch.close();
        installation.close();
    }
}
