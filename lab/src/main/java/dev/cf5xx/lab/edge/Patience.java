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

    /** So short for what somebody would have to wait for who tries it out; on loopback nothing good takes as long. */
    public static final Patience SHORT =
            new Patience(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(2));

    /** The same with another time for an answer. */
    public Patience answer(Duration time) {
        return new Patience(connect, handshake, time);
    }
}
