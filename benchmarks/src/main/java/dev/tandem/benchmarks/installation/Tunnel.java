package dev.tandem.benchmarks.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A port whose connections lead to another, and are counted: what goes over the wire, both ways, handshakes included. */
final class Tunnel implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket entrance;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile AtomicLong counted = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        return thread;
    });

    private Tunnel(ServerSocket entrance) {
        this.entrance = entrance;
    }

    static Tunnel open() throws IOException {
        Tunnel tunnel = new Tunnel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        tunnel.threads.execute(tunnel::accept);
        return tunnel;
    }

    int port() {
        return entrance.getLocalPort();
    }

    void leadTo(int port) {
        exit.complete(port);
    }

    /** From now on counts the bytes of connections that are made from now on, and of no other. */
    AtomicLong count() {
        AtomicLong bytes = new AtomicLong();
        counted = bytes;
        return bytes;
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket near = entrance.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), exit.join());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                AtomicLong bytes = counted;
                threads.execute(() -> pump(near, far, bytes));
                threads.execute(() -> pump(far, near, bytes));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private static void pump(Socket from, Socket to, AtomicLong bytes) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // The other side hears of it as its end.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
