package dev.tandem.stream.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Asks whether it is a Kafka broker that answers at an address. Kafka's own clients take the first four bytes of any answer
 * for a length: those of «HTTP» make them reserve a gigabyte.
 */
final class Handshake {
    /** An ApiVersions request of version 0, which every broker answers, before any authentication. */
    private static final byte[] QUESTION = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};

    /** A SaslHandshake of version 1, which a broker answers before any authentication as well. */
    private static final byte[] LOGIN = {
        0, 0, 0, 25, 0, 17, 0, 1, 0, 0, 0, 2, -1, -1, 0, 13, 'S', 'C', 'R', 'A', 'M', '-', 'S', 'H', 'A', '-', '5', '1',
        '2'
    };

    /** What a broker answers to that which asks for no login: ILLEGAL_SASL_STATE. */
    private static final int ASKS_FOR_NONE = 34;

    private static final int CORRELATION = 1;
    private static final int LARGEST_ANSWER = 1 << 20;

    private Handshake() {}

    /**
     * Asks.
     *
     * @throws IOException with what is wrong, if no broker that speaks plain text answers
     */
    static void ask(Socket socket, int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        socket.getOutputStream().write(QUESTION);
        socket.getOutputStream().flush();
        DataInputStream answer = new DataInputStream(socket.getInputStream());
        try {
            int length = answer.readInt();
            if (length < 4 || length > LARGEST_ANSWER || answer.readInt() != CORRELATION) {
                throw described(length);
            }
            answer.skipNBytes(length - 4);
        } catch (SocketTimeoutException e) {
            throw new IOException("it accepts connections and does not answer", e);
        } catch (EOFException e) {
            throw new IOException("it closes the connection; a broker that expects TLS does that", e);
        }
    }

    /** Whether the broker that has answered on this connection wants to know who comes; one that says nothing does not. */
    static boolean asksForLogin(Socket socket) {
        try {
            socket.getOutputStream().write(LOGIN);
            socket.getOutputStream().flush();
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() >= 6 && answer.readInt() == 2 && answer.readShort() != ASKS_FOR_NONE;
        } catch (IOException e) {
            return false;
        }
    }

    private static IOException described(int firstBytes) {
        byte[] bytes = {
            (byte) (firstBytes >>> 24), (byte) (firstBytes >>> 16), (byte) (firstBytes >>> 8), (byte) firstBytes
        };
        if (new String(bytes, StandardCharsets.ISO_8859_1).equals("HTTP")) {
            return new IOException("a web server answers there, not a Kafka broker");
        }
        return bytes[0] == 0x15 || bytes[0] == 0x16
                ? new OtherProtocolException(
                        "it speaks TLS, and this client plain text (kafka.security.protocol)", null)
                : new IOException("what answers there is no Kafka broker");
    }
}
