package dev.cf5xx.lab.discord.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Buckets per route and top-level resource, and 50 requests a second in all, from which interactions are exempt
 * (topics/rate-limits). The buckets' sizes are not documented; these were seen in answers, as libraries report them.
 */
public final class RateLimits {
    /** Requests a second that all routes have together. */
    public static final int GLOBAL = 50;

    private static final Map<String, Size> SIZES = Map.of(
            "POST /channels/{channel}/messages", new Size(5, Duration.ofSeconds(5)),
            "PATCH /channels/{channel}/messages/{message}", new Size(5, Duration.ofSeconds(5)),
            "DELETE /channels/{channel}/messages/{message}", new Size(5, Duration.ofSeconds(1)),
            "PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me", new Size(1, Duration.ofMillis(250)),
            "PUT /applications/{application}/commands", new Size(5, Duration.ofSeconds(20)),
            "POST /webhooks/{application}/{token}", new Size(5, Duration.ofSeconds(2)),
            "PATCH /webhooks/{application}/{token}/messages/{message}", new Size(5, Duration.ofSeconds(2)));

    private static final Size OTHERS = new Size(50, Duration.ofSeconds(1));

    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** Counts by this clock. */
    public RateLimits(Clock clock) {
        this.clock = clock;
    }

    /** Counts a call: the headers of its answer, and whether there is to be one but 429. */
    public synchronized Verdict count(Routes.Found route) {
        boolean interaction =
                route.name().contains(" /interactions/") || route.name().contains(" /webhooks/{application}/{token}");
        Instant now = clock.instant();
        if (!interaction) {
            Bucket all = bucket("", new Size(GLOBAL, Duration.ofSeconds(1)), now);
            if (all.left == 0) {
                return refused(Duration.between(now, all.reset), "global", Map.of());
            }
            all.left--;
        }
        Size size = SIZES.getOrDefault(route.name(), OTHERS);
        String key = route.name()
                + " "
                + route.at().getOrDefault("channel", "")
                + route.at().getOrDefault("guild", "")
                + route.at().getOrDefault("token", "");
        Bucket bucket = bucket(key, size, now);
        boolean over = bucket.left == 0;
        if (!over) {
            bucket.left--;
        }
        Duration wait = Duration.between(now, bucket.reset);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", String.valueOf(size.calls()));
        headers.put("X-RateLimit-Remaining", String.valueOf(bucket.left));
        headers.put("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", bucket.reset.toEpochMilli() / 1000.0));
        headers.put("X-RateLimit-Reset-After", seconds(wait));
        headers.put("X-RateLimit-Bucket", Integer.toHexString(route.name().hashCode()));
        return over ? refused(wait, "user", headers) : new Verdict(headers, false, Duration.ZERO, "");
    }

    private static Verdict refused(Duration wait, String scope, Map<String, String> headers) {
        return new Verdict(headers, true, wait, scope);
    }

    private Bucket bucket(String key, Size size, Instant now) {
        Bucket bucket = buckets.get(key);
        if (bucket == null || !bucket.reset.isAfter(now)) {
            bucket = new Bucket(size.calls(), now.plus(size.time()));
            buckets.put(key, bucket);
        }
        return bucket;
    }

    /** The answer 429, to a call whose answer would have had these headers. */
    public static Reply tooMany(Duration wait, String scope, Map<String, String> usual) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put(
                "message",
                scope.equals("shared") ? "The resource is being rate limited." : "You are being rate limited.");
        body.put("retry_after", wait.toMillis() / 1000.0);
        body.put("global", scope.equals("global"));
        Map<String, String> headers = new LinkedHashMap<>(usual);
        headers.put("Retry-After", String.valueOf((wait.toMillis() + 999) / 1000));
        headers.put("X-RateLimit-Scope", scope);
        if (scope.equals("global")) {
            headers.put("X-RateLimit-Global", "true");
        } else {
            headers.putIfAbsent("X-RateLimit-Limit", "5");
            headers.putIfAbsent("X-RateLimit-Bucket", "lab");
            headers.put("X-RateLimit-Remaining", "0");
            headers.put("X-RateLimit-Reset-After", seconds(wait));
        }
        return Reply.json(429, body).with(headers);
    }

    private static String seconds(Duration wait) {
        return String.format(Locale.ROOT, "%.3f", wait.toMillis() / 1000.0);
    }

    /**
     * What is to become of a call.
     *
     * @param headers what its answer has to say
     * @param refused whether it is too many
     * @param pause how long until the next may come
     * @param scope what it is too many for
     */
    public record Verdict(Map<String, String> headers, boolean refused, Duration pause, String scope) {
        /** Copies. */
        public Verdict {
            headers = Map.copyOf(headers);
        }
    }

    private record Size(int calls, Duration time) {}

    private static final class Bucket {
        private int left;
        private final Instant reset;

        private Bucket(int left, Instant reset) {
            this.left = left;
            this.reset = reset;
        }
    }
}
