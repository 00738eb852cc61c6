package dev.tandem.stream.file;

import java.time.Duration;

/** Is told of Tandem's own write transactions on a file: how long each holds it, and where one can be cut short. */
public interface TransactionListener {
    /** Nobody listens. */
    TransactionListener NONE = new TransactionListener() {};

    /**
     * A transaction has written all it wants to and is about to commit; whatever is thrown takes all of it back.
     *
     * @param attempt what it does, as it follows «could not»
     */
    default void committing(String attempt) {}

    /**
     * A transaction has committed.
     *
     * @param attempt what it did
     * @param held how long it kept other writers out
     */
    default void committed(String attempt, Duration held) {}
}
