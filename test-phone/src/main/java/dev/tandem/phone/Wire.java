package dev.tandem.phone;

import dev.tandem.cli.process.Tunnel;
import java.io.IOException;
import java.net.URI;

/**
 * What lies between a phone and the service: a port of its own that can be cut, and mended again. To a browser another
 * port is another origin, with a storage of its own.
 */
public final class Wire implements AutoCloseable {
    private final URI service;
    private final Tunnel tunnel;

    private Wire(URI service, Tunnel tunnel) {
        this.service = service;
        this.tunnel = tunnel;
    }

    static Wire to(String serviceUrl) throws IOException {
        URI service = URI.create(serviceUrl);
        Tunnel tunnel = Tunnel.open();
        tunnel.leadTo(service.getPort());
        return new Wire(service, tunnel);
    }

    /** An address of the service, as it is reached through this wire. A certificate is for a name, which stays. */
    String through(String url) {
        String name = service.getScheme().equals("https") ? service.getHost() : "127.0.0.1";
        return url.replace(service.getAuthority(), name + ":" + tunnel.port());
    }

    /** From now on nothing comes through, and what was under way breaks off. */
    public void cut() {
        tunnel.cut();
    }

    /** All comes through again. */
    public void mend() {
        tunnel.mend();
    }

    /** What the phone says comes through, and nothing that it is answered. */
    public void mendWithoutAnswers() {
        tunnel.loseAnswers();
    }

    @Override
    public void close() throws IOException {
        tunnel.close();
    }
}
