package dev.tandem.service.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A token bucket for each device: so many requests at once, and a steady rate beyond. Time comes in as an argument. */
final class Rate {
    private static final int MOST_DEVICES = 10_000;
    private static final double NANOS = 1e9;

    private final int burst;
    private final int perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_DEVICES;
        }
    };

    Rate(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
    }

    private record Bucket(double left, long at) {}

    /** Counts a request; answers how long the device has to wait, if this one is too many. */
    synchronized Optional<Duration> count(String device, long nanoTime) {
        Bucket before = buckets.getOrDefault(device, new Bucket(burst, nanoTime));
        double refilled = Math.min(burst, before.left() + (nanoTime - before.at()) / NANOS * perSecond);
        if (refilled < 1) {
            return Optional.of(Duration.ofNanos((long) ((1 - refilled) / perSecond * NANOS)));
        }
        buckets.put(device, new Bucket(refilled - 1, nanoTime));
        return Optional.empty();
    }
}
