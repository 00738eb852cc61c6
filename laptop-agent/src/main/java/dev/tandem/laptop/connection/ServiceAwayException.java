package dev.tandem.laptop.connection;

import dev.tandem.stream.file.StreamException;

/** The service cannot be reached, or does not answer. */
public final class ServiceAwayException extends StreamException {
    private static final long serialVersionUID = 1L;

    ServiceAwayException(String serviceUrl, String why, Throwable cause) {
        super(
                "could not reach the service at " + serviceUrl + ": " + why,
                "start it (./tandem up, or ./tandem service), or name another (--service-url)",
                cause);
    }
}
