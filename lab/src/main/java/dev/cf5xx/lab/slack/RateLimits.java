package dev.cf5xx.lab.slack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Buckets that refill with time. Guarded by the realm's lock. */
final class RateLimits {
    private final Map<String, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        private double left;
        private long millis;

        Bucket(double left, long millis) {
            this.left = left;
            this.millis = millis;
        }
    }

    /**
     * Takes one from a bucket.
     *
     * @return how long to wait if it is empty; null if it was not
     */
    @Nullable
    Duration take(String key, int burst, double perSecond, long now) {
        Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(burst, now));
        bucket.left = Math.min(burst, bucket.left + (now - bucket.millis) / 1000.0 * perSecond);
        bucket.millis = now;
        if (bucket.left >= 1) {
            bucket.left--;
            return null;
        }
        return Duration.ofSeconds((long) Math.max(1, Math.ceil((1 - bucket.left) / perSecond)));
    }
}
