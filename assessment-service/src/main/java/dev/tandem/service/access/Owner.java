package dev.tandem.service.access;

import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;

/**
 * Who is asking: the owner, in one of their browsers or programs.
 *
 * @param deviceId its id in the access database
 */
public record Owner(String deviceId) {
    /** The role of the one who sees both sides and decides between people. It gives no verdicts. */
    public static final String ROLE = "owner";

    private static final String DEVICE = "device";

    /** The browser or program that an authenticated request of the owner's comes from. */
    public static Owner of(Authentication authentication) {
        return new Owner(String.valueOf(authentication.getAttributes().get(DEVICE)));
    }

    Authentication authentication() {
        return Authentication.build(ROLE, List.of(ROLE), Map.of(DEVICE, deviceId));
    }
}
