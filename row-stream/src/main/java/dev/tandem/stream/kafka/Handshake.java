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
                throw new IOException(described(length));
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("it accepts connections and does not answer", e);
        } catch (EOFException e) {
            throw new IOException("it closes the connection; a broker that expects TLS does that", e);
        }
    }

    private static String described(int firstBytes) {
        byte[] bytes = {
            (byte) (firstBytes >>> 24), (byte) (firstBytes >>> 16), (byte) (firstBytes >>> 8), (byte) firstBytes
        };
        if (new String(bytes, StandardCharsets.ISO_8859_1).equals("HTTP")) {
            return "a web server answers there, not a Kafka broker";
        }
        return bytes[0] == 0x15 || bytes[0] == 0x16
                ? "it speaks TLS, and this client plain text (kafka.security.protocol)"
                : "what answers there is no Kafka broker";
    }
}
