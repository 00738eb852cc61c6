package dev.tandem.service;

import dev.tandem.cli.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** The settings that only the service reads. */
public final class ServiceSettings {
    /** The address that the service listens on; {@code 0.0.0.0} is every one of this machine. */
    public static final Setting<String> HOST = Setting.of(
                    "service.host", "127.0.0.1", "an address of this machine, or 0.0.0.0 for all", text -> {
                        if (!text.strip().matches("[A-Za-z0-9.:_-]{1,253}")) {
                            throw new IllegalArgumentException();
                        }
                        return text.strip();
                    })
            .withFlag("--host");

    /** The address under which phones reach the service, where it is not the one it listens on. */
    public static final Setting<String> PUBLIC_URL =
            Setting.url("service.public-url", "http://localhost:8080").withFlag("--public-url");

    /** The certificate under which the service speaks https, as PEM. */
    public static final Setting<Path> TLS_CERTIFICATE =
            Setting.path("service.tls-certificate", "certificate.pem").withFlag("--tls-certificate");

    /** The private key of that certificate, as PEM. */
    public static final Setting<Path> TLS_KEY =
            Setting.path("service.tls-key", "key.pem").withFlag("--tls-key");

    static final List<Setting<?>> ALL = List.of(HOST, PUBLIC_URL, TLS_CERTIFICATE, TLS_KEY);

    private ServiceSettings() {}
}
