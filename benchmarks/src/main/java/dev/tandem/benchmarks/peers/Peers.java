package dev.tandem.benchmarks.peers;

import dev.tandem.benchmarks.Bench;
import dev.tandem.benchmarks.Benchmark;
import dev.tandem.benchmarks.report.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tandem beside programs that one would use instead: verdicts are brought from one side to a file on the other. All programs
 * run already and wait when verdicts are given, as they do where they are installed; one at a time has work to do.
 */
public final class Peers implements Benchmark {
    static final String NAME = "peers";

    private static final int QUICK = 10_000;
    private static final int FULL = 100_000;

    private static final List<Peer> PEERS = List.of(
            new Peer("JDBC sink", "from Kafka (Tandem: from a file)", "jdbc-sink", JdbcSink::start),
            new Peer("SymmetricDS", "from file to file", "symmetricds", SymmetricDs::start));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String question() {
        return "Bringing verdicts to the file on the other side, beside SymmetricDS and a Kafka Connect JDBC sink";
    }

    @Override
    public boolean isPartOfQuickRun() {
        return false;
    }

    /** A program that one would use instead. */
    private record Peer(String name, String way, String recipe, Starter starter) {}

    /** How one is started. */
    private interface Starter {
        InStep start(Recipe recipe, Path folder, int products, Consumer<String> progress) throws Exception;
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        List<Peer> fetched = new ArrayList<>();
        for (Peer peer : PEERS) {
            try {
                Recipe.of(peer.recipe()).fetch(bench.progress());
                fetched.add(peer);
            } catch (PeerException e) {
                results.add(Result.notRun(NAME, peer.name(), e.why()));
            }
        }
        if (!fetched.isEmpty()) {
            results.addAll(bench.inFolder(folder -> compare(bench, fetched, folder)));
        }
        return results;
    }

    private static List<Result> compare(Bench bench, List<Peer> peers, Path folder) throws Exception {
        int products = bench.quick() ? QUICK : FULL;
        List<Result> results = new ArrayList<>();
        Path ours = Files.createDirectory(folder.resolve("tandem"));
        try (TandemInStep tandem = TandemInStep.start(ours, products, bench.progress())) {
            Comparison comparison = new Comparison(bench, tandem, products);
            for (Peer peer : peers) {
                Path its = Files.createDirectory(folder.resolve(peer.recipe()));
                try (InStep running = peer.starter().start(Recipe.of(peer.recipe()), its, products, bench.progress())) {
                    results.addAll(comparison.with(peer.name(), peer.way(), running));
                } catch (PeerException e) {
                    results.add(Result.notRun(NAME, peer.name(), e.why()));
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // What the other has measured stands.
                    results.add(Result.notRun(NAME, peer.name(), String.valueOf(e)));
                }
            }
        }
        return results;
    }
}
