package dev.tandem.broker;

/**
 * Where clients come in.
 *
 * @param host the address that is listened on
 * @param port the port; 0 for any free one
 * @param advertisedHost the name or address under which clients are told to connect
 * @param advertisedPort the port that they are told, which may be a tunnel's end; 0 for the port itself
 * @param secure whether they have to say who they are, over TLS, and may do only what they have a right to
 */
record Doors(String host, int port, String advertisedHost, int advertisedPort, boolean secure) {
    static final String LOOPBACK = "127.0.0.1";

    /** Open to this machine alone. */
    static Doors open(int port) {
        return new Doors(LOOPBACK, port, LOOPBACK, 0, false);
    }

    /** The address by which this machine itself comes in. */
    String here() {
        return isAll(host) ? LOOPBACK : host;
    }

    /** Whether an address stands for all of a machine's, and so is none to connect to. */
    static boolean isAll(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** Guarded, and on this machine alone. */
    static Doors guarded(int port) {
        return new Doors(LOOPBACK, port, LOOPBACK, 0, true);
    }
}
