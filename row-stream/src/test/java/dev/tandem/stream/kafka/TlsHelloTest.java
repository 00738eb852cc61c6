package dev.tandem.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsHelloTest {
    private static final byte[] HANDSHAKE_FAILURE = {0x15, 3, 3, 0, 2, 2, 40};

    @Test
    void a_broker_that_refuses_the_hello_in_tls_speaks_tls_and_was_told_its_name() throws Exception {
        assertThat(heard(HANDSHAKE_FAILURE)).contains("kafka.example.org");
    }

    @Test
    void what_answers_in_plain_text_or_hangs_up_speaks_none() {
        for (String answer : new String[] {"HTTP/1.1 400 Bad Request", ""}) {
            assertThatThrownBy(() -> heard(answer.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it speaks no TLS");
        }
    }

    /** What one that answers so has heard before. */
    private static String heard(byte[] answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answerOnce(server, answer));
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                TlsHello.ask(socket, "kafka.example.org", 30_000);
            }
            return heard.join();
        }
    }

    private static String answerOnce(ServerSocket server, byte[] answer) {
        try (Socket client = server.accept()) {
            byte[] hello = new byte[16_384];
            int length = client.getInputStream().read(hello);
            client.getOutputStream().write(answer);
            return new String(hello, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
