package dev.tandem.stream;

import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The engine's contract on the Kafka that everybody can pull, test by test as on the local broker; skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class PublicImageTest {
    @Container
    static final KafkaContainer KAFKA = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"));

    /** It stays until the suite has ended. */
    static TestBroker broker() {
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return KAFKA.getBootstrapServers();
            }

            @Override
            public void close() {}
        };
    }

    @Nested
    class Walk extends WalkTest {}

    @Nested
    class Gaps extends GapTest {}

    @Nested
    class Halts extends HaltTest {}

    @Nested
    class Incarnations extends IncarnationTest {}

    @Nested
    class ServerLosses extends ServerLossTest {}

    @Nested
    class WideRows extends WideRowsTest {}
}
