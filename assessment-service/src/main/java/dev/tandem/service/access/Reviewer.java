package dev.tandem.service.access;

import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;

/**
 * Who is asking: a reviewer on one of their devices.
 *
 * @param name the reviewer's name, as the owner gave it
 * @param deviceId the device's id in the access database
 */
public record Reviewer(String name, String deviceId) {
    /** The role of those who may see the queue and give verdicts, and nothing beyond. */
    public static final String ROLE = "reviewer";

    private static final String DEVICE = "device";

    /** The reviewer that an authenticated request comes from. */
    public static Reviewer of(Authentication authentication) {
        return new Reviewer(
                authentication.getName(),
                String.valueOf(authentication.getAttributes().get(DEVICE)));
    }

    Authentication authentication() {
        return Authentication.build(name, List.of(ROLE), Map.of(DEVICE, deviceId));
    }
}
