package dev.tandem.service.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the service speaks https.
 *
 * @param given the certificate to use; empty for one of its own authority
 */
public record TlsOptions(Optional<Given> given) {
    /** With a certificate of the service's own authority. */
    public static final TlsOptions OWN_AUTHORITY = new TlsOptions(Optional.empty());

    /**
     * A certificate that somebody else issued.
     *
     * @param certificate PEM: the certificate, then those that lead to its authority
     * @param key PEM: its private key, not encrypted
     */
    public record Given(Path certificate, Path key) {}
}
