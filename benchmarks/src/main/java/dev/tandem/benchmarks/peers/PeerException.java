package dev.tandem.benchmarks.peers;

/** Why another program could not be measured. It is no fault of Tandem's, so nothing else fails with it. */
final class PeerException extends Exception {
    private static final long serialVersionUID = 1;

    PeerException(String why) {
        super(why);
    }

    /** In one line. */
    String why() {
        return String.valueOf(getMessage());
    }
}
