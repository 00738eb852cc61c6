package dev.tandem.phone;

import java.io.IOException;

/** A service as phones find it. */
public interface Served {
    /** Where it is, without a slash at its end. */
    String url();

    /** A new link that pairs a phone with this reviewer. */
    String pairingLink(String reviewer) throws IOException;
}
