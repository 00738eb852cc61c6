package dev.tandem.service.access;

import io.micronaut.http.HttpRequest;

/** Why a request was not let in. */
public enum Refusal {
    /** No token came with it. */
    NO_TOKEN("This is for paired devices only, and the request carried no token."),
    /** The token is not one that was ever given out. */
    UNKNOWN_TOKEN("The token is not known here. It may be mistyped, or belong to another server."),
    /** The owner took the device off the list. */
    REVOKED("This device was paired once, but its access has been revoked.");

    private static final String ATTRIBUTE = "tandem.refusal";

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** What to tell the one who asks. */
    public String sentence() {
        return sentence;
    }

    /** Why the request was refused. */
    public static Refusal of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Refusal.class).orElse(NO_TOKEN);
    }

    /** Notes it, unless another one was noted before. */
    void noteIn(HttpRequest<?> request) {
        if (request.getAttribute(ATTRIBUTE).isEmpty()) {
            request.setAttribute(ATTRIBUTE, this);
        }
    }
}
