package dev.cf5xx.slack;

import java.time.Duration;

/**
 * When what this thread works on arrived. Slack's {@link SlackLimits#ACK} counts from there, not from when its turn came: while
 * the store is busy, turns come late.
 */
final class Arrival {
    /** How long the core may take to take an event; what is left of {@link SlackLimits#ACK} is for the way. */
    static final Duration TAKEN = Duration.ofMillis(2_400);

    private static final ThreadLocal<Long> NANOS = new ThreadLocal<>();

    private Arrival() {}

    /** Work on something. */
    interface Work<T> {
        T run() throws Exception;
    }

    /**
     * Works on something.
     *
     * @param nanos when it arrived, by {@link System#nanoTime}
     */
    static <T> T at(long nanos, Work<T> work) throws Exception {
        NANOS.set(nanos);
        try {
            return work.run();
        } finally {
            NANOS.remove();
        }
    }

    /** What is left of {@link #TAKEN}; zero or more. */
    static Duration left() {
        Long nanos = NANOS.get();
        if (nanos == null) {
            return TAKEN;
        }
        Duration left = TAKEN.minusNanos(System.nanoTime() - nanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
