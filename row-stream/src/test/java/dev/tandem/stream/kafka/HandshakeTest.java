package dev.tandem.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two questions that every broker answers before it knows who comes. */
@Timeout(60)
class HandshakeTest {
    private static final short NO_LOGIN_HERE = 34;
    private static final short LOGIN_OF_ANOTHER_KIND = 33;

    @Test
    void a_broker_that_asks_for_a_login_in_plain_text_is_told_to_settings_without_one() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> answering =
                    CompletableFuture.supplyAsync(() -> answer(server, LOGIN_OF_ANOTHER_KIND));
            KafkaSettings settings = KafkaSettings.of("127.0.0.1:" + server.getLocalPort(), "tandem");
            assertThatThrownBy(() -> Door.knock(settings))
                    .isInstanceOf(WrongDoorException.class)
                    .hasMessageContaining("it asks for a login");
            assertThat(answering.join()).isEqualTo(2);
        }
    }

    @Test
    void one_that_asks_for_none_lets_them_in() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> answering = CompletableFuture.supplyAsync(() -> answer(server, NO_LOGIN_HERE));
            Door.knock(KafkaSettings.of("127.0.0.1:" + server.getLocalPort(), "tandem"));
            assertThat(answering.join()).isEqualTo(2);
        }
    }

    @Test
    void one_that_hangs_is_knocked_at_once_and_not_again() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            KafkaSettings settings = KafkaSettings.of("127.0.0.1:" + silent.getLocalPort(), "tandem");
            assertThatThrownBy(() -> Door.knock(settings)).isInstanceOf(BrokerAwayException.class);
            silent.accept().close();
            silent.setSoTimeout(50);
            assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_name_that_is_not_known_is_called_so() {
        assertThatThrownBy(() -> Door.knock(KafkaSettings.of("nohost.invalid:9092", "tandem")))
                .isInstanceOf(BrokerAwayException.class)
                .hasMessageEndingWith("the name nohost.invalid is not known here");
    }

    /** Says of the versions of its interfaces that it has none, and of a login that; returns how often it was asked. */
    private static int answer(ServerSocket server, short ofLogin) {
        int asked = 0;
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            for (byte[] body : new byte[][] {{0, 0, 0, 0, 0, 0}, {0, (byte) ofLogin, 0, 0, 0, 0}}) {
                in.skipNBytes(in.readInt());
                asked++;
                out.writeInt(4 + body.length);
                out.writeInt(asked);
                out.write(body);
                out.flush();
            }
            return asked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
