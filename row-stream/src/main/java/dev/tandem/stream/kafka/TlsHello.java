package dev.tandem.stream.kafka;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether TLS is spoken at an address; Kafka's own clients would go on trying in silence where it is not. A hello is sent,
 * and any answer in TLS is enough, a refusal as well: whether both agree, and whom to trust, is left to Kafka's clients.
 */
final class TlsHello {
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;

    private TlsHello() {}

    /**
     * Asks.
     *
     * @param host what the address is called, which is told to it: some send a client on by that name
     * @throws IOException with what is wrong, if no TLS is spoken there
     */
    static void ask(Socket socket, String host, int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        try {
            socket.getOutputStream().write(hello(host, socket.getPort()));
            socket.getOutputStream().flush();
            int first = socket.getInputStream().read();
            if (first != ALERT && first != HANDSHAKE) {
                throw noTls(null);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("it accepts connections and does not answer", e);
        } catch (SocketException e) {
            throw noTls(e);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }

    private static byte[] hello(String host, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[0], null);
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        hello.flip();
        byte[] bytes = new byte[hello.remaining()];
        hello.get(bytes);
        return bytes;
    }

    private static IOException noTls(@Nullable Throwable cause) {
        return new IOException("it speaks no TLS, and this client does (kafka.security.protocol)", cause);
    }
}
