package dev.cf5xx.bot.evidence;

import java.time.Duration;

/**
 * A step of a check that began or ended, for whoever waits.
 *
 * @param phase which
 * @param mark how it stands
 * @param elapsed since the check began
 */
public record Step(Phase phase, Mark mark, Duration elapsed) {

    /** The phases, in order. */
    public enum Phase {
        DNS,
        TCP,
        TLS,
        HTTP,
        TRACE,
        /** Trying again, after a 5XX. */
        AGAIN,
        ORIGIN
    }

    /** How a phase stands. */
    public enum Mark {
        RUNNING,
        FINE,
        FAILED,
        /** Ten seconds have gone by, and the other side is still silent. */
        WAITING
    }
}
