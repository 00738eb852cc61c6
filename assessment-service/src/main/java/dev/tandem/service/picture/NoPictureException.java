package dev.tandem.service.picture;

import io.micronaut.http.HttpStatus;

/** There is no picture to hand on; the message says why. */
final class NoPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    NoPictureException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
