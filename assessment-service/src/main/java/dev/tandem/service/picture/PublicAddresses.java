package dev.tandem.service.picture;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public internet from all others, by the registries of special-purpose addresses that IANA keeps
 * (RFC 6890): a listed picture must not make the service knock at a router, a neighbor, a cloud's metadata or itself.
 */
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        byte[] bytes = address.getAddress();
        return !special && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes));
    }

    private static boolean isPublic4(byte[] a) {
        int first = a[0] & 0xff;
        int second = a[1] & 0xff;
        int third = a[2] & 0xff;
        boolean special = first == 0
                || first == 127
                || first >= 224
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return !special;
    }

    /** Of the global unicast 2000::/3 without protocol assignments, documentation and the ways to wrap an IPv4 address. */
    private static boolean isPublic6(byte[] a) {
        int first = (a[0] & 0xff) << 8 | (a[1] & 0xff);
        int second = (a[2] & 0xff) << 8 | (a[3] & 0xff);
        boolean globalUnicast = (a[0] & 0xe0) == 0x20;
        boolean special = (first == 0x2001 && (second < 0x200 || second == 0xdb8))
                || first == 0x2002
                || (first == 0x3fff && second < 0x1000);
        return globalUnicast && !special;
    }
}
