package dev.tandem.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.file.StreamException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** A client that waited in vain does not know why; its owner is told all the same. */
class ExplanationTest {
    @Test
    void a_broker_that_answers_is_told_to_be_slow_and_not_to_be_away() throws IOException {
        try (ServerSocket broker = listening()) {
            Thread answering = new Thread(() -> answer(broker));
            answering.start();
            StreamException slow = explained(broker.getLocalPort());
            assertThat(slow).hasMessageContaining("it answers, but this took too long");
            assertThat(slow.hint()).startsWith("try again: nothing is lost");
        }
    }

    @Test
    void a_broker_that_hangs_and_one_that_is_gone_are_told_apart() throws IOException {
        int port;
        try (ServerSocket hanging = listening()) {
            port = hanging.getLocalPort();
            assertThat(explained(port)).hasMessageContaining("it accepts connections and does not answer");
        }
        assertThat(explained(port))
                .hasMessageContaining("does not answer any more")
                .hasMessageContaining("refused");
    }

    private static StreamException explained(int port) {
        return Clients.explain(
                "send what changed",
                KafkaSettings.of("127.0.0.1:" + port, "tandem"),
                new ExecutionException(new TimeoutException("Expiring 5 record(s)")));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** As a broker does to the question that any may ask: the length, and the question's number. */
    private static void answer(ServerSocket broker) {
        try (Socket asking = broker.accept()) {
            DataInputStream question = new DataInputStream(asking.getInputStream());
            question.readFully(new byte[question.readInt()]);
            DataOutputStream answer = new DataOutputStream(asking.getOutputStream());
            answer.writeInt(4);
            answer.writeInt(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
