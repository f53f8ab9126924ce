package dev.cf5xx.bot.evidence;

import java.net.InetAddress;
import java.time.Duration;

/**
 * One try to connect.
 *
 * @param address to which address
 * @param port to which port
 * @param outcome how it ended
 * @param took how long
 */
public record Tcp(InetAddress address, int port, Outcome outcome, Duration took) {

    /** How a try to connect ended. */
    public enum Outcome {
        /** SYN+ACK came. */
        CONNECTED,
        /** RST came. */
        REFUSED,
        /** Nothing came. */
        TIMED_OUT,
        /** A router said, or this machine knows, that there is no way there. */
        NO_ROUTE,
        /** SYN+ACK came, and then a reset before anything was sent. */
        RESET,
        /** Something of this machine or its network forbade it (a local firewall, no address of that family). */
        FORBIDDEN_HERE
    }

    /** Whether it connected. */
    public boolean connected() {
        return outcome == Outcome.CONNECTED;
    }
}
