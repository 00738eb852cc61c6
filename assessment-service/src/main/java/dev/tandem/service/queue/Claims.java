package dev.tandem.service.queue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which device holds which review, so that no two are shown the same. A claim lapses by itself: a phone that went into a
 * tunnel keeps nobody waiting. They live in memory, as losing them costs no more than that.
 */
@Singleton
public final class Claims {
    static final Duration KEPT = Duration.ofMinutes(2);

    /** How many reviews a device holds at most. */
    static final int MOST = 20;

    private final InstantSource time;
    private final Map<String, Claim> claims = new LinkedHashMap<>();

    @Inject
    Claims() {
        this(InstantSource.system());
    }

    Claims(InstantSource time) {
        this.time = time;
    }

    private record Claim(String device, Instant until) {}

    /** What a review is held under. */
    public static String key(String reviewType, String productUrl) {
        return reviewType + " " + productUrl;
    }

    /** The reviews that other devices hold now. */
    synchronized Set<String> heldByOthers(String device) {
        forgetLapsed();
        return claims.entrySet().stream()
                .filter(claim -> !claim.getValue().device().equals(device))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Holds these for the device from now on, in place of all that it held; answers those it holds. */
    synchronized Set<String> holdInstead(String device, List<String> keys) {
        release(device);
        return hold(device, keys);
    }

    /** Holds these for the device from now on, besides what it holds, as far as it may; answers those it holds. */
    public synchronized Set<String> hold(String device, List<String> keys) {
        forgetLapsed();
        Instant until = time.instant().plus(KEPT);
        for (String key : keys) {
            Claim stands = claims.get(key);
            boolean own = stands != null && stands.device().equals(device);
            if (own || (stands == null && count(device) < MOST)) {
                claims.put(key, new Claim(device, until));
            }
        }
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().device().equals(device))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Lets go of all that the device holds. */
    synchronized void release(String device) {
        claims.values().removeIf(claim -> claim.device().equals(device));
    }

    /** Lets go of reviews that the device has answered. */
    public synchronized void release(String device, Collection<String> keys) {
        for (String key : keys) {
            claims.computeIfPresent(key, (k, claim) -> claim.device().equals(device) ? null : claim);
        }
    }

    private long count(String device) {
        return claims.values().stream()
                .filter(claim -> claim.device().equals(device))
                .count();
    }

    private void forgetLapsed() {
        Instant now = time.instant();
        claims.values().removeIf(claim -> !claim.until().isAfter(now));
    }
}
