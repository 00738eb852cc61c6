package dev.tandem.service.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * What lies between a phone and the service: a port of its own that can be cut, and mended again. To a browser another
 * port is another origin, with a storage of its own.
 */
final class Wire implements AutoCloseable {
    private final URI service;
    private final InetSocketAddress here;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    private Wire(URI service) throws IOException {
        this.service = service;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.here = new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
        serve(listening);
    }

    static Wire to(String serviceUrl) throws IOException {
        return new Wire(URI.create(serviceUrl));
    }

    /** An address of the service, as it is reached through this wire. */
    String through(String url) {
        return url.replace(service.getAuthority(), "127.0.0.1:" + here.getPort());
    }

    /** From now on nothing comes through, and what was under way breaks off. */
    synchronized void cut() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    synchronized void mend() throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(here);
        serve(listening);
    }

    private void serve(ServerSocket server) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    connect(server.accept());
                } catch (IOException | RejectedExecutionException cut) {
                    return;
                }
            }
        });
    }

    private void connect(Socket phone) throws IOException {
        Socket onward = new Socket(service.getHost(), service.getPort());
        open.add(phone);
        open.add(onward);
        threads.execute(() -> pump(phone, onward));
        threads.execute(() -> pump(onward, phone));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException broken) {
            // The other end has hung up, or the wire was cut.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        cut();
        threads.shutdownNow();
    }
}
