package dev.tandem.service.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failures by address, and says how long an address must wait. Successes never count, so a family behind one
 * router can pair its phones.
 */
final class FailedAttempts {
    private static final int MOST_ADDRESSES = 10_000;

    private final int allowed;
    private final Duration window;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /**
     * Counts in a sliding window.
     *
     * @param allowed how many failures in the window are too few to wait for
     */
    FailedAttempts(int allowed, Duration window) {
        this.allowed = allowed;
        this.window = window;
    }

    /** How long the address must wait before its next attempt; empty if it need not. */
    synchronized Optional<Duration> waitOf(String address, Instant now) {
        Deque<Instant> times = failures.getOrDefault(address, new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(window).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() < allowed) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, times.getFirst().plus(window)));
    }

    /** Notes a failure. */
    synchronized void note(String address, Instant now) {
        failures.computeIfAbsent(address, key -> new ArrayDeque<>()).addLast(now);
    }
}
