package dev.cf5xx.bot.probe;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a check waits and how much it reads.
 *
 * @param connectTimeout for SYN+ACK. Source: Cloudflare's page on error 522, 19 s
 * @param handshakeTimeout for a TLS handshake
 * @param originTimeout how long an origin may be silent before that counts as a 524. Source: Cloudflare's page on error
 *     524, 125 s
 * @param wholeCheck everything together
 * @param bodyTimeout for a body, once its header is there
 * @param waitingAfter when to tell that the other side is still silent
 * @param retrySpacing between the tries after a 5XX
 * @param redirects how many are followed
 * @param bodyBytes how much of a body is read, after decompression
 * @param sockets how many connections all checks together may have open at once
 * @param userAgent what the check calls itself
 */
public record ProbeSettings(
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration originTimeout,
        Duration wholeCheck,
        Duration bodyTimeout,
        Duration waitingAfter,
        Duration retrySpacing,
        int redirects,
        int bodyBytes,
        int sockets,
        String userAgent) {

    /** What a check uses that nobody configured. */
    public static final ProbeSettings DEFAULTS = new ProbeSettings(
            Duration.ofSeconds(19),
            Duration.ofSeconds(19),
            Duration.ofSeconds(125),
            Duration.ofSeconds(150),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            5,
            256 * 1024,
            256,
            "cf5xx/0.1 (+remote check; one look at an address that somebody reports as failing)");

    /** A handshake takes more work than SYN+ACK, so an impatient operator's figure for that is not its limit. */
    private static final Duration LEAST_HANDSHAKE = Duration.ofSeconds(5);

    /**
     * These with an operator's own patience; what is null stays. That for handshakes goes with that for connecting, and is
     * five seconds at least.
     */
    public ProbeSettings within(@Nullable Duration connect, @Nullable Duration origin, @Nullable Duration whole) {
        return new ProbeSettings(
                connect == null ? connectTimeout : connect,
                connect == null ? handshakeTimeout : Collections.max(List.of(connect, LEAST_HANDSHAKE)),
                origin == null ? originTimeout : origin,
                whole == null ? wholeCheck : whole,
                bodyTimeout,
                waitingAfter,
                retrySpacing,
                redirects,
                bodyBytes,
                sockets,
                userAgent);
    }
}
