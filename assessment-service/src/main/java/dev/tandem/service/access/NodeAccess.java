package dev.tandem.service.access;

import io.micronaut.security.authentication.Authentication;
import java.util.List;

/** What a node may do: read digests and counts. It gives no verdicts, and a reviewer reads no digests. */
public final class NodeAccess {
    /** The role of those who may compare themselves with the server, and nothing beyond. */
    public static final String ROLE = "node";

    private NodeAccess() {}

    static Authentication authentication(String name) {
        return Authentication.build(name, List.of(ROLE));
    }
}
