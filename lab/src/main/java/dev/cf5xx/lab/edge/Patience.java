package dev.cf5xx.lab.edge;

import java.time.Duration;

/**
 * How long the edge waits for an origin.
 *
 * @param connect for a SYN to be answered; then it is a 522
 * @param handshake for TLS; then it is a 525
 * @param answer for the head of an answer; then it is a 524
 */
public record Patience(Duration connect, Duration handshake, Duration answer) {
    /** As Cloudflare documents it in 2026: 19 s and 125 s. */
    public static final Patience OF_CLOUDFLARE =
            new Patience(Duration.ofSeconds(19), Duration.ofSeconds(19), Duration.ofSeconds(125));

    /** So short that somebody who tries it out does not have to wait. */
    public static final Patience SHORT =
            new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
}
