package dev.tandem.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * What lies between a phone and the service: a port of its own that can be cut, and mended again. To a browser another
 * port is another origin, with a storage of its own.
 */
public final class Wire implements AutoCloseable {
    private final URI service;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket listening;
    private boolean isCut;
    private volatile boolean losesAnswers;

    private Wire(URI service) throws IOException {
        this.service = service;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    static Wire to(String serviceUrl) throws IOException {
        return new Wire(URI.create(serviceUrl));
    }

    /** An address of the service, as it is reached through this wire. A certificate is for a name, which stays. */
    String through(String url) {
        String name = service.getScheme().equals("https") ? service.getHost() : "127.0.0.1";
        return url.replace(service.getAuthority(), name + ":" + listening.getLocalPort());
    }

    /**
     * From now on nothing comes through, and what was under way breaks off. The port stays taken, since another program
     * might have it by the time that the wire is mended.
     */
    public synchronized void cut() throws IOException {
        isCut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    public void mend() {
        connect(false);
    }

    /** What the phone says comes through, and nothing that it is answered. */
    public void mendWithoutAnswers() {
        connect(true);
    }

    private synchronized void connect(boolean withoutAnswers) {
        losesAnswers = withoutAnswers;
        isCut = false;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void connect(Socket phone) throws IOException {
        if (isCut()) {
            hangUp(phone);
            return;
        }
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), service.getPort());
        if (!isOpened(phone, onward)) {
            hangUp(phone);
            onward.close();
            return;
        }
        boolean isDeaf = losesAnswers;
        threads.execute(() -> pump(phone, onward, false));
        threads.execute(() -> pump(onward, phone, isDeaf));
    }

    /** As if nobody were there: the connection is reset, not closed in an orderly way. */
    private static void hangUp(Socket phone) throws IOException {
        phone.setSoLinger(true, 0);
        phone.close();
    }

    private synchronized boolean isCut() {
        return isCut;
    }

    /** A connection that was on its way in as the wire was cut does not come through either. */
    private synchronized boolean isOpened(Socket phone, Socket onward) {
        return !isCut && open.addAll(List.of(phone, onward));
    }

    private void pump(Socket from, Socket to, boolean intoTheVoid) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = intoTheVoid ? OutputStream.nullOutputStream() : to.getOutputStream()) {
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
        listening.close();
        threads.shutdownNow();
    }
}
