package dev.cf5xx.bot.probe;

import java.time.Duration;

/** A moment after which nothing is waited for, by the machine's monotonic clock. */
final class Deadline {
    /** More than anybody waits, and far from where nanoseconds overflow. */
    private static final Duration MOST = Duration.ofDays(365);

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** The moment that comes after {@code time}. */
    static Deadline in(Duration time) {
        Duration bounded = time.compareTo(MOST) > 0 ? MOST : time;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** The earlier of this one and the moment that comes after {@code time}. */
    Deadline orIn(Duration time) {
        return or(in(time));
    }

    /** The earlier of the two. */
    Deadline or(Deadline other) {
        return other.nanos - nanos < 0 ? other : this;
    }

    /** What is left, never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** Whether it has passed. */
    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** What is left, for a socket's timeout: whole milliseconds, at least one (0 would mean forever). */
    int millis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left().toMillis()));
    }
}
