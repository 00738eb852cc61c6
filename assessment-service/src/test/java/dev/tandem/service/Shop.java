package dev.tandem.service;

import dev.tandem.service.picture.Outside;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;

/** A shop on this machine that hands out pictures over https, and a way for the service to reach it. */
public final class Shop implements AutoCloseable {
    /** A picture of one pixel. */
    public static final byte[] PIXEL = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff"
                    + "3f030005fe02fea7e6b8250000000049454e44ae426082");

    private final MockWebServer server = new MockWebServer();
    private final Outside outside;

    private Shop() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        server.useHttps(
                new HandshakeCertificates.Builder()
                        .heldCertificate(certificate)
                        .build()
                        .sslSocketFactory(),
                false);
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        outside = new Outside(
                address -> address.isLoopbackAddress(),
                port -> true,
                Optional.of(new Outside.Trust(trusting.sslSocketFactory(), trusting.trustManager())));
        server.start();
    }

    public static Shop open() throws IOException {
        return new Shop();
    }

    /** What a service may reach that is to fetch from here. */
    public Outside outside() {
        return outside;
    }

    public String url(String path) {
        return server.url(path).toString();
    }

    /** Answers the next request with that. */
    public Shop answers(MockResponse response) {
        server.enqueue(response);
        return this;
    }

    /** Answers the next request with bytes that it calls a picture. */
    public Shop answers(byte[] bytes) {
        return answers(new MockResponse()
                .setHeader("Content-Type", "image/png")
                .setHeader("Cache-Control", "no-store")
                .setBody(new Buffer().write(bytes)));
    }

    public int requests() {
        return server.getRequestCount();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
