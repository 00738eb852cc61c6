package dev.tandem.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TunnelTest {
    @Test
    void what_is_said_comes_back_and_is_counted_both_ways() throws IOException {
        try (Echo echo = new Echo();
                Tunnel tunnel = Tunnel.open()) {
            tunnel.leadTo(echo.port());
            AtomicLong bytes = tunnel.count();
            assertThat(said(tunnel)).isEqualTo(7);
            assertThat(bytes).hasValue(2);
            assertThat(tunnel.connections()).isEqualTo(1);
        }
    }

    @Test
    void nothing_comes_through_while_it_is_cut_and_what_was_under_way_breaks_off() throws IOException {
        try (Echo echo = new Echo();
                Tunnel tunnel = Tunnel.open()) {
            tunnel.leadTo(echo.port());
            try (Socket before = connect(tunnel)) {
                before.getOutputStream().write(7);
                assertThat(before.getInputStream().read()).isEqualTo(7);
                tunnel.cut();
                assertThat(isOver(before)).isTrue();
            }
            try (Socket cut = connect(tunnel)) {
                assertThat(isOver(cut)).isTrue();
            }
            tunnel.mend();
            assertThat(said(tunnel)).isEqualTo(7);
        }
    }

    @Test
    void answers_get_lost_while_what_is_said_arrives() throws Exception {
        try (Echo echo = new Echo();
                Tunnel tunnel = Tunnel.open()) {
            tunnel.leadTo(echo.port());
            tunnel.loseAnswers();
            try (Socket socket = connect(tunnel)) {
                socket.getOutputStream().write(7);
                echo.awaitHeard(1);
                tunnel.mend();
                assertThat(isOver(socket)).isTrue();
            }
        }
    }

    @Test
    void a_connection_that_is_torn_breaks_off_after_so_many_bytes() throws IOException {
        try (Echo echo = new Echo();
                Tunnel tunnel = Tunnel.open()) {
            tunnel.leadTo(echo.port());
            tunnel.tear(3);
            try (Socket socket = connect(tunnel)) {
                socket.getOutputStream().write(7);
                assertThat(socket.getInputStream().read()).isEqualTo(7);
                socket.getOutputStream().write(new byte[] {1, 2, 3});
                assertThat(isOver(socket)).isTrue();
            }
        }
    }

    @Test
    void where_nobody_listens_it_hangs_up_and_leads_elsewhere_when_told() throws IOException {
        int nobodys;
        try (Echo gone = new Echo()) {
            nobodys = gone.port();
        }
        try (Echo echo = new Echo();
                Tunnel tunnel = Tunnel.open()) {
            tunnel.leadTo(nobodys);
            try (Socket socket = connect(tunnel)) {
                assertThat(isOver(socket)).isTrue();
            }
            tunnel.leadTo(echo.port());
            assertThat(said(tunnel)).isEqualTo(7);
        }
    }

    private static Socket connect(Tunnel tunnel) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), tunnel.port());
    }

    private static int said(Tunnel tunnel) throws IOException {
        try (Socket socket = connect(tunnel)) {
            socket.getOutputStream().write(7);
            return socket.getInputStream().read();
        }
    }

    /** Whether the other side has hung up, in whatever way, and says nothing more. */
    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Says what it hears. */
    private static final class Echo implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private int heard;

        Echo() throws IOException {
            Thread thread = new Thread(this::serve, "echo");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    for (int one = socket.getInputStream().read();
                            one >= 0;
                            one = socket.getInputStream().read()) {
                        hear();
                        socket.getOutputStream().write(one);
                    }
                } catch (IOException hungUp) {
                    // The next one, please.
                }
            }
        }

        private synchronized void hear() {
            heard++;
            notifyAll();
        }

        synchronized void awaitHeard(int bytes) throws InterruptedException {
            while (heard < bytes) {
                wait();
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
