package dev.tandem.broker;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's server sockets, bound before Kafka starts: a port in use is noticed before the folder is touched, and a free port
 * that was chosen cannot be taken by someone else in between.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {

    static final String CLIENTS = "CLIENTS";

    /** Where a guarded node reaches itself. */
    static final String INTERNAL = "INTERNAL";

    static final String CONTROLLER = "CONTROLLER";

    private final Doors doors;
    private final List<ServerSocketChannel> bound;

    private Listeners(Doors doors, List<ServerSocketChannel> bound) {
        this.doors = doors;
        this.bound = bound;
    }

    /** Binds the clients' port, and ports of the loopback address for what the node asks of itself. */
    static Listeners bind(Doors doors) throws IOException {
        List<ServerSocketChannel> bound = new ArrayList<>();
        try {
            bound.add(listen(doors.host(), doors.port()));
            bound.add(listen(Doors.LOOPBACK, 0));
            if (doors.secure()) {
                bound.add(listen(Doors.LOOPBACK, 0));
            }
            return new Listeners(doors, bound);
        } catch (IOException | RuntimeException e) {
            for (ServerSocketChannel channel : bound) {
                channel.close();
            }
            throw e;
        }
    }

    private static ServerSocketChannel listen(String host, int port) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            return channel.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (BindException e) {
            channel.close();
            throw UserError.failed(
                    "The broker cannot listen on port " + port + " of " + host + ": " + e.getMessage() + ".",
                    "Stop the program that uses the port, or choose another one; port 0 takes any that is free.",
                    e);
        } catch (UnknownHostException e) {
            channel.close();
            throw UserError.failed(
                    "This machine has no address " + host + " to listen on.",
                    "Give an address of this machine, or 0.0.0.0 for all of them, with --host.",
                    e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    int clientPort() {
        return bound.get(0).socket().getLocalPort();
    }

    Doors doors() {
        return doors;
    }

    int advertisedPort() {
        return doors.advertisedPort() == 0 ? clientPort() : doors.advertisedPort();
    }

    /** Of a guarded node alone. */
    InetSocketAddress internalAddress() {
        return address(bound.get(2));
    }

    InetSocketAddress controllerAddress() {
        return address(bound.get(1));
    }

    private static InetSocketAddress address(ServerSocketChannel channel) {
        return new InetSocketAddress(
                channel.socket().getInetAddress(), channel.socket().getLocalPort());
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
        return switch (listener) {
            case CLIENTS -> bound.get(0);
            case CONTROLLER -> bound.get(1);
            case INTERNAL -> bound.get(2);
            default -> throw new IllegalArgumentException("No listener named " + listener);
        };
    }

    @Override
    public void close() {
        try {
            for (ServerSocketChannel channel : bound) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the broker's sockets", e);
        }
    }
}
