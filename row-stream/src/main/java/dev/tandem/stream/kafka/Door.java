package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;

/**
 * Knocks at the brokers. A refused connection, and a broker that speaks otherwise, are known at once; Kafka's own clients would go
 * on trying in silence.
 */
final class Door {
    /** Addresses at which a broker has answered, each after the protocol that it was asked in. */
    private static final Set<String> BROKERS = ConcurrentHashMap.newKeySet();

    private static final int MILLIS = 2_000;

    private final String protocol;
    private final Set<String> known;

    private Door(String protocol, Set<String> known) {
        this.protocol = protocol;
        this.known = known;
    }

    /**
     * Knocks.
     *
     * @throws BrokerAwayException if none of the brokers takes a connection
     * @throws WrongDoorException if one does that speaks in another way
     */
    static void knock(KafkaSettings settings) {
        Optional<IOException> trouble = trouble(settings, BROKERS);
        if (trouble.isEmpty()) {
            return;
        }
        String message = String.valueOf(trouble.get().getMessage());
        if (trouble.get() instanceof OtherProtocolException other) {
            throw new WrongDoorException(
                    "could not come in at Kafka at " + settings.bootstrapServers() + ": " + message,
                    "use the settings that tandem nodes add made for this node (kafka.* in tandem.properties), and the address"
                            + " in them",
                    other);
        }
        throw new BrokerAwayException(
                "could not reach Kafka at " + settings.bootstrapServers() + ": " + message,
                "start it (./tandem up, or ./tandem broker), or name another (--bootstrap-servers)",
                new KafkaException(message, trouble.get()));
    }

    /** Why no broker answers now, each asked anew; empty if one does. */
    static Optional<String> silence(KafkaSettings settings) {
        return trouble(settings, new HashSet<>()).map(trouble -> String.valueOf(trouble.getMessage()));
    }

    /** How these settings speak to brokers. */
    static String protocol(KafkaSettings settings) {
        return settings.client()
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    /** @param known addresses at which nobody is asked more than whether they take a connection */
    private static Optional<IOException> trouble(KafkaSettings settings, Set<String> known) {
        Door door = new Door(protocol(settings), known);
        IOException last = new IOException("no address is given");
        for (String address : settings.bootstrapServers().split(",", -1)) {
            try {
                int colon = address.lastIndexOf(':');
                door.knock(
                        address.substring(0, colon).strip(),
                        Integer.parseInt(address.substring(colon + 1).strip()));
                return Optional.empty();
            } catch (IOException e) {
                last = last instanceof OtherProtocolException ? last : e;
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new StreamException(
                        "'" + address + "' is no address of a broker",
                        "write it as HOST:PORT (--bootstrap-servers)",
                        e);
            }
        }
        return Optional.of(last);
    }

    private void knock(String host, int port) throws IOException {
        String asked = protocol + " " + host + ":" + port;
        if (known.contains(asked)) {
            connect(host, port).close();
            return;
        }
        if (protocol.endsWith("SSL")) {
            try (Socket socket = connect(host, port)) {
                TlsHello.ask(socket, host, MILLIS);
            } catch (IOException silent) {
                throw !isOutOfTime(silent) && speaksPlainText(host, port)
                        ? new OtherProtocolException(
                                "it speaks no TLS, and this client does (kafka.security.protocol)", silent)
                        : silent;
            }
        } else {
            plain(host, port);
        }
        known.add(asked);
    }

    private void plain(String host, int port) throws IOException {
        try (Socket socket = connect(host, port)) {
            Handshake.ask(socket, MILLIS);
            if (protocol.equals("PLAINTEXT") && Handshake.asksForLogin(socket)) {
                throw new OtherProtocolException(
                        "it asks for a login, and these settings have none (kafka.security.protocol)", null);
            }
        } catch (OtherProtocolException told) {
            throw told;
        } catch (IOException silent) {
            throw !isOutOfTime(silent) && speaksTls(host, port)
                    ? new OtherProtocolException(
                            "it speaks TLS, and this client plain text (kafka.security.protocol)", silent)
                    : silent;
        }
    }

    /** One that hangs is not asked a second time, in another way: who is spoken to in the wrong way hangs up. */
    private static boolean isOutOfTime(IOException silent) {
        return silent instanceof SocketTimeoutException || silent.getCause() instanceof SocketTimeoutException;
    }

    private static boolean speaksPlainText(String host, int port) {
        try (Socket socket = connect(host, port)) {
            Handshake.ask(socket, MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean speaksTls(String host, int port) {
        try (Socket socket = connect(host, port)) {
            TlsHello.ask(socket, host, MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the name " + host + " is not known here");
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, MILLIS);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
