package dev.tandem.stream;

import dev.tandem.broker.LocalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.TestInfo;

/** The broker that a test of the contract runs on: this machine's own, or that of the public image where its class asks for it. */
interface TestBroker extends AutoCloseable {
    /** Where it is. */
    String bootstrapServers();

    @Override
    void close();

    /** The one for that test's class. */
    static TestBroker of(TestInfo test, Path folder) {
        Class<?> suite = test.getTestClass().orElseThrow().getEnclosingClass();
        return suite == PublicImageTest.class ? PublicImageTest.broker() : local(LocalBroker.start(folder));
    }

    private static TestBroker local(LocalBroker broker) {
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
