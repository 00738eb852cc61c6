package dev.tandem.benchmarks;

import dev.tandem.benchmarks.capture.CaptureCost;
import dev.tandem.benchmarks.catchup.CatchUp;
import dev.tandem.benchmarks.ingest.Ingest;
import dev.tandem.benchmarks.inspect.Inspect;
import dev.tandem.benchmarks.installation.Latency;
import dev.tandem.benchmarks.installation.RunToQueue;
import dev.tandem.benchmarks.installation.Start;
import dev.tandem.benchmarks.installation.SyncCost;
import dev.tandem.benchmarks.matching.Matching;
import dev.tandem.benchmarks.micro.Micro;
import dev.tandem.benchmarks.peers.Peers;
import java.util.List;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    static final List<Benchmark> ALL = List.of(
            new Start(),
            new SyncCost(),
            new Latency(),
            new CatchUp(),
            new Ingest(),
            new CaptureCost(),
            new Matching(),
            new RunToQueue(),
            new Inspect(),
            new Micro(),
            new Peers());

    private Benchmarks() {}
}
