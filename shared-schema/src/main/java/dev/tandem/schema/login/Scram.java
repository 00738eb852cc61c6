package dev.tandem.schema.login;

/** How a broker keeps passwords (SCRAM, RFC 5802): the administrator's, which the broker makes, as those of all nodes. */
public final class Scram {
    /** How often a password is hashed; the RFC asks for 4,096 at least. Passwords here are made at random, so more adds little. */
    public static final int ITERATIONS = 8192;

    private Scram() {}
}
