package dev.tandem.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Programs that bring verdicts from one side to the file of the other, and are running. */
interface InStep extends AutoCloseable {
    /** Which, with their version. */
    String what();

    /** Gives the products from one to another a verdict, on the side where verdicts are made. */
    void give(Verdict verdict, int from, int to) throws Exception;

    /** The file into which they come. */
    Path receiving();

    /** Bytes that have gone over the receiving side's wire, both ways. */
    long bytes();

    /** The process on the receiving side. */
    long receiver();

    /** All others. */
    List<Long> others();

    /**
     * Looks whether all are still there.
     *
     * @throws PeerException with what the one that has ended said last
     */
    void mustRun() throws PeerException;

    /** Does something while the receiving side is away. */
    void whileAway(Work work) throws Exception;

    /** Something that is done. */
    interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    @Override
    void close() throws IOException;
}
