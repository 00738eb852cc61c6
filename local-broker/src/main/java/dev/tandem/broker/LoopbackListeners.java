package dev.tandem.broker;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's two server sockets, bound before Kafka starts: a port in use is noticed before the folder is touched, and a free port
 * that was chosen cannot be taken by someone else in between.
 */
final class LoopbackListeners implements ServerSocketFactory, AutoCloseable {

    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";
    static final String ADDRESS = "127.0.0.1";

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private final int advertisedPort;

    private LoopbackListeners(ServerSocketChannel clients, ServerSocketChannel controller, int advertisedPort) {
        this.clients = clients;
        this.controller = controller;
        this.advertisedPort = advertisedPort;
    }

    /**
     * @param port for clients; 0 for any free one
     * @param advertisedPort where clients are told to connect, which may be a tunnel's end; 0 for the port itself
     */
    static LoopbackListeners bind(int port, int advertisedPort) throws IOException {
        var clients = listen(port);
        try {
            return new LoopbackListeners(clients, listen(0), advertisedPort);
        } catch (IOException | RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            return channel.bind(new InetSocketAddress(loopback(), port));
        } catch (BindException e) {
            channel.close();
            throw UserError.failed(
                    "The broker cannot listen on port " + port + " of " + ADDRESS + ": " + e.getMessage() + ".",
                    "Stop the program that uses the port, or choose another one; port 0 takes any that is free.",
                    e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    int clientPort() {
        return clients.socket().getLocalPort();
    }

    int advertisedPort() {
        return advertisedPort == 0 ? clientPort() : advertisedPort;
    }

    InetSocketAddress controllerAddress() {
        var port = controller.socket().getLocalPort();
        return new InetSocketAddress(controller.socket().getInetAddress(), port);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
        return switch (listener) {
            case CLIENTS -> clients;
            case CONTROLLER -> controller;
            default -> throw new IllegalArgumentException("No listener named " + listener);
        };
    }

    @Override
    public void close() {
        try {
            clients.close();
            controller.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the broker's sockets", e);
        }
    }
}
