package dev.tandem.laptop.connection;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where this machine is on the network. A connection that was made elsewhere may hang for long before it fails. */
public final class Network {
    /** What containers and virtual machines make and drop says nothing about where the machine is. */
    private static final List<String> LOCAL_ONLY = List.of("veth", "docker", "br-", "virbr", "vmnet", "lo");

    private Network() {}

    /** This machine's addresses, as one text; the same while nothing changes. */
    public static String addresses() {
        Set<String> all = new TreeSet<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (LOCAL_ONLY.stream().noneMatch(each.getName()::startsWith) && each.isUp()) {
                    for (InetAddress address : Collections.list(each.getInetAddresses())) {
                        if (!address.isLinkLocalAddress()) {
                            all.add(address.getHostAddress());
                        }
                    }
                }
            }
        } catch (SocketException e) {
            return "unknown";
        }
        return String.join(" ", all);
    }
}
