package dev.tandem.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port on this machine whose connections lead to another port, as an SSH tunnel's do. What goes through is counted, both
 * ways, handshakes included; and it may be cut, slowed, torn or made deaf, and mended again. The port stays taken all the
 * time, since another program might have it by the time that the tunnel is mended.
 */
public final class Tunnel implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int SLOW_BUFFER = 4 * 1024;

    private final ServerSocket entrance;
    private final CompletableFuture<Integer> firstExit = new CompletableFuture<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int exit;
    private volatile AtomicLong counted = new AtomicLong();
    private volatile State state = State.WHOLE;

    /**
     * What the tunnel is like.
     *
     * @param answers whether what the far side says comes back
     * @param delay how long each few kilobytes wait
     * @param tearsAfter after how many bytes a connection breaks off; 0 for never
     */
    private record State(boolean cut, boolean answers, Duration delay, long tearsAfter) {
        static final State WHOLE = new State(false, true, Duration.ZERO, 0);
    }

    private Tunnel(ServerSocket entrance) {
        this.entrance = entrance;
    }

    /** Opens one that leads nowhere yet: who comes in waits for {@link #leadTo}. */
    public static Tunnel open() throws IOException {
        Tunnel tunnel = new Tunnel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        tunnel.threads.execute(tunnel::accept);
        return tunnel;
    }

    /** Where to come in. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Where new connections lead to from now on. */
    public void leadTo(int port) {
        exit = port;
        firstExit.complete(port);
    }

    /** How many connections have come through. */
    public int connections() {
        return connections.get();
    }

    /** From now on counts the bytes of connections that are made from now on, and of no other. */
    public AtomicLong count() {
        AtomicLong bytes = new AtomicLong();
        counted = bytes;
        return bytes;
    }

    /** From now on nothing comes through, and what was under way breaks off. */
    public void cut() {
        change(new State(true, true, Duration.ZERO, 0));
        breakOff();
    }

    /** Each few kilobytes take that long, either way. */
    public void slow(Duration delay) {
        change(new State(false, true, delay, 0));
    }

    /** Each connection breaks off after so many bytes. */
    public void tear(long afterBytes) {
        change(new State(false, true, Duration.ZERO, afterBytes));
        breakOff();
    }

    /** What is said comes through, and nothing that is answered; so with new connections, and no other are left. */
    public void loseAnswers() {
        change(new State(false, false, Duration.ZERO, 0));
        breakOff();
    }

    /** All is well again. Connections through which answers got lost are gone, as their peers cannot know what they missed. */
    public void mend() {
        boolean wasDeaf = !state.answers();
        change(State.WHOLE);
        if (wasDeaf) {
            breakOff();
        }
    }

    private synchronized void change(State to) {
        state = to;
    }

    private void breakOff() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                // Nothing comes through it any more.
            }
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException | RejectedExecutionException closed) {
                threads.shutdown();
                return;
            }
        }
    }

    private void connect(Socket near) throws IOException {
        firstExit.join();
        Socket far = new Socket();
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), exit);
        } catch (IOException nobodyThere) {
            // As if there were no tunnel.
        }
        State now = opened(near, far);
        if (now.cut() || !far.isConnected()) {
            hangUp(near);
            far.close();
            open.removeAll(List.of(near, far));
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        connections.incrementAndGet();
        Socket there = far;
        AtomicLong bytes = counted;
        AtomicLong passed = new AtomicLong();
        threads.execute(() -> pump(near, there, bytes, passed, true));
        threads.execute(() -> pump(there, near, bytes, passed, now.answers()));
    }

    /** What is on its way in while the tunnel is cut does not come through either. */
    private synchronized State opened(Socket near, Socket far) {
        if (!state.cut()) {
            open.addAll(List.of(near, far));
        }
        return state;
    }

    /** As if nobody were there: the connection is reset, not closed in an orderly way. */
    private static void hangUp(Socket near) throws IOException {
        near.setSoLinger(true, 0);
        near.close();
    }

    private void pump(Socket from, Socket to, AtomicLong bytes, AtomicLong passed, boolean through) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = through ? to.getOutputStream() : OutputStream.nullOutputStream();
            byte[] buffer = new byte[BUFFER];
            int read = in.read(buffer, 0, most());
            while (read >= 0 && !isTorn(passed.addAndGet(read))) {
                bytes.addAndGet(read);
                Thread.sleep(state.delay().toMillis());
                out.write(buffer, 0, read);
                read = in.read(buffer, 0, most());
            }
        } catch (IOException ended) {
            // The other side hears of it as its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private int most() {
        return state.delay().isZero() ? BUFFER : SLOW_BUFFER;
    }

    private boolean isTorn(long passed) {
        long after = state.tearsAfter();
        return after > 0 && passed > after;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }
}
