package dev.tandem.cli.up;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether ports are free, asked before anything is started. */
final class Ports {

    private Ports() {}

    /** Throws an error that names the port and what to do if another program listens there. */
    static void requireFree(int port, String whatFor, String flag) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw UserError.failed(
                    "Port " + port + ", for " + whatFor + ", cannot be used: " + e.getMessage() + ".",
                    "Stop the program that uses it (lsof -i :" + port + " names it), or choose another with " + flag
                            + " (0 is any that is free).",
                    e);
        }
    }
}
