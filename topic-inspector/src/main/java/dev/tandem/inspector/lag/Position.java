package dev.tandem.inspector.lag;

/**
 * Up to where a node has read a partition.
 *
 * @param offset of the first record that it has not read
 * @param source how that is known
 */
record Position(long offset, Source source) {
    enum Source {
        /** The node has told its consumer group. Brokers forget a group that nobody uses for some days. */
        GROUP,
        /** Its receipts say so. */
        RECEIPT,
        /** Nothing is known: it has read nothing yet. */
        UNKNOWN
    }

    /** Where both are known of one node: the further one. */
    static Position further(Position one, Position other) {
        return other.offset > one.offset ? other : one;
    }
}
