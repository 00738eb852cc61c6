package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.Gap;

/** A wire whose topics have ids, as only a broker gives them: what happens to topics themselves is noticed by those. */
interface BrokerWire extends Wire {
    /** Deletes a topic with all its records. */
    void anew(Topic topic);

    /**
     * Looks for what a node misses in the topics, before everything is compared with the server.
     *
     * @see Gap
     */
    Gap mark(Machine machine);

    /** From now on two files may be used under one name, by commands that come and go. */
    void haveTwins();
}
