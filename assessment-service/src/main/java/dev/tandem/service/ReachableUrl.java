package dev.tandem.service;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The address that another machine would type. */
final class ReachableUrl {
    private ReachableUrl() {}

    /** The URL of a server that listens there; for {@code 0.0.0.0} under an address of the local network, if there is one. */
    static String of(String scheme, String host, int port) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? localNetworkAddress().orElse("127.0.0.1") : host;
        return scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }

    private static Optional<String> localNetworkAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(ReachableUrl::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isVirtual();
        } catch (SocketException gone) {
            return false;
        }
    }
}
