package dev.tandem.service.picture;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What of the world pictures may be fetched from.
 *
 * @param addresses which addresses
 * @param ports which of their ports
 * @param trust whose certificates count, where it is not the machine's own choice
 */
public record Outside(Predicate<InetAddress> addresses, IntPredicate ports, Optional<Trust> trust) {
    /** Public addresses, at the usual port: all that a service in use ever gets. */
    public static final Outside PUBLIC = new Outside(PublicAddresses::isPublic, port -> port == 443, Optional.empty());

    /** Whose certificates count. */
    public record Trust(SSLSocketFactory sockets, X509TrustManager manager) {}
}
