package dev.tandem.service.tls;

import java.util.Optional;

/** The certificate of the service's own authority as PEM, if it speaks https with one. */
public record Trusted(Optional<String> pem) {}
