package dev.tandem.cli.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names and addresses under which another machine may reach this one. */
public final class MachineNames {
    private MachineNames() {}

    /** All of them, and before them one that only its owner knows of. */
    public static List<String> all(Optional<String> further) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        further.ifPresent(names::add);
        names.addAll(List.of("localhost", "127.0.0.1"));
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            if (own.matches("[a-z0-9.-]+")) {
                names.add(own);
                names.add(own.replaceFirst("\\..*", "") + ".local");
            }
        } catch (UnknownHostException nameless) {
            // Its addresses will do.
        }
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isSiteLocalAddress)
                .map(InetAddress::getHostAddress)
                .filter(address -> !address.contains("%"))
                .forEach(names::add);
        return List.copyOf(names);
    }
}
