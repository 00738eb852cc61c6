package dev.tandem.stream.kafka;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks whether TLS is spoken at an address; Kafka's own clients would go on trying in silence where it is not. Whom the
 * certificate belongs to is left to them: nothing is sent over this connection, so nobody needs to be trusted.
 */
final class TlsHello {
    private TlsHello() {}

    /**
     * Asks.
     *
     * @throws IOException with what is wrong, if no TLS is spoken there
     */
    static void ask(Socket socket, int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            tls.startHandshake();
            tls.close();
        } catch (SocketTimeoutException e) {
            throw new IOException("it accepts connections and does not answer", e);
        } catch (SSLException | SocketException e) {
            throw new IOException("it speaks no TLS, and this client does (kafka.security.protocol)", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
