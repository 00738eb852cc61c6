package dev.tandem.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.Tunnel;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void clients_are_told_to_use_the_end_of_a_tunnel() throws Exception {
        try (var tunnel = Tunnel.open();
                var broker = LocalBroker.start(
                        folder, new Doors(Doors.LOOPBACK, 0, Doors.LOOPBACK, tunnel.port(), false), locked -> {})) {
            tunnel.leadTo(broker.port());
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic();
            clients.produce("through the tunnel");
            assertThat(clients.readAll()).containsExactly("through the tunnel");
            assertThat(tunnel.connections()).isPositive();
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

    @Test
    void a_folder_in_use_is_refused_by_name_and_pid() {
        try (var broker = LocalBroker.start(folder)) {
            assertThatThrownBy(() -> LocalBroker.start(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(broker.failed()).isNotDone();
        }
    }

    @Test
    void a_port_in_use_is_refused_before_the_folder_is_touched() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalBroker.start(folder, other.getLocalPort()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
        assertThat(folder.resolve("kafka")).doesNotExist();
        FolderLock.take(folder).close();
    }

    @Test
    void data_of_another_node_are_refused_and_left_alone() throws Exception {
        var meta = Files.createDirectories(folder.resolve("kafka")).resolve("meta.properties");
        Files.writeString(meta, "version=1\ncluster.id=of-someone-else\nnode.id=7\n");
        assertThatThrownBy(() -> LocalBroker.start(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("another Kafka node");
        assertThat(folder.resolve("kafka")).isDirectoryContaining(meta::equals);
        FolderLock.take(folder).close();
    }

    @Test
    void it_is_reachable_on_the_loopback_address_only() throws Exception {
        try (var listeners = Listeners.bind(Doors.open(0))) {
            assertThat(listeners.controllerAddress().getAddress().isLoopbackAddress())
                    .isTrue();
        }
        try (var broker = LocalBroker.start(folder)) {
            new Socket(InetAddress.getLoopbackAddress(), broker.port()).close();
            for (var address : addressesOfThisMachine()) {
                assertThatThrownBy(() -> new Socket(address, broker.port()).close())
                        .as("connecting to %s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void a_topic_is_not_made_by_asking_for_it() throws Exception {
        try (var broker = LocalBroker.start(folder)) {
            var clients = new Clients(broker.bootstrapServers());
            clients.askFor("typo");
            assertThat(clients.topics()).isEmpty();
        }
    }

    private static List<InetAddress> addressesOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }
}
