package dev.cf5xx.bot.probe;

import java.time.Duration;

/** Settings of tests: what must not be waited for takes an hour, what must be takes moments. */
final class Settings {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(300);

    private Settings() {}

    /** Waits an hour for everything, and a moment between tries. */
    static ProbeSettings patient() {
        return of(HOUR, HOUR, HOUR, HOUR);
    }

    /** Gives up on silent connects after a moment. */
    static ProbeSettings impatientWithConnects() {
        return of(MOMENT, HOUR, HOUR, HOUR);
    }

    /** Gives up on handshakes after a moment. */
    static ProbeSettings impatientWithHandshakes() {
        return of(HOUR, MOMENT, HOUR, HOUR);
    }

    /** Gives up on silent origins after a moment. */
    static ProbeSettings impatientWithOrigins() {
        return of(HOUR, HOUR, MOMENT, HOUR);
    }

    /** Ends the whole check after a moment. */
    static ProbeSettings impatient() {
        return of(HOUR, HOUR, HOUR, MOMENT);
    }

    static ProbeSettings of(Duration connect, Duration handshake, Duration origin, Duration whole) {
        return of(connect, handshake, origin, whole, HOUR, 64);
    }

    static ProbeSettings of(
            Duration connect, Duration handshake, Duration origin, Duration whole, Duration waitingAfter, int sockets) {
        return new ProbeSettings(
                connect,
                handshake,
                origin,
                whole,
                HOUR,
                waitingAfter,
                Duration.ofMillis(1),
                5,
                256 * 1024,
                sockets,
                ProbeSettings.DEFAULTS.userAgent());
    }
}
