package dev.tandem.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    @TempDir
    Path folder;

    @Test
    void data_survives_a_restart_on_the_same_port() throws Exception {
        int port;
        try (var broker = LocalBroker.start(folder)) {
            port = broker.port();
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic();
            clients.produce("one", "two");
            assertThat(clients.readAll()).containsExactly("one", "two");
        }
        try (var broker = LocalBroker.start(folder, port)) {
            var clients = new Clients(broker.bootstrapServers());
            clients.produce("three");
            assertThat(clients.readAll()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void two_brokers_live_in_one_jvm(@TempDir Path other) throws Exception {
        try (var first = LocalBroker.start(folder);
                var second = LocalBroker.start(other)) {
            var clientsOfFirst = new Clients(first.bootstrapServers());
            var clientsOfSecond = new Clients(second.bootstrapServers());
            clientsOfFirst.createTopic();
            clientsOfSecond.createTopic();
            clientsOfFirst.produce("to the first");
            clientsOfSecond.produce("to the second");
            assertThat(clientsOfFirst.readAll()).containsExactly("to the first");
            assertThat(clientsOfSecond.readAll()).containsExactly("to the second");
        }
    }
}
