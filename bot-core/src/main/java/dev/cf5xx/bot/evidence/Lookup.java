package dev.cf5xx.bot.evidence;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What DNS said of a name.
 *
 * @param name the name asked for
 * @param outcome what came
 * @param addresses IPv4 first, each once; empty unless {@link Outcome#ANSWERED} or {@link Outcome#GIVEN}
 * @param aliases the CNAME chain in order, without the name itself
 * @param took how long
 */
public record Lookup(String name, Outcome outcome, List<InetAddress> addresses, List<String> aliases, Duration took) {

    /** How a look-up ended. */
    public enum Outcome {
        /** With addresses. */
        ANSWERED,
        /** Not asked: the host is an address, or the operator gave one. */
        GIVEN,
        /** There is no such name. */
        NXDOMAIN,
        /** The name exists and has no address. */
        NO_ADDRESS,
        /** The name servers failed (SERVFAIL, REFUSED). */
        SERVFAIL,
        /** No answer in time. */
        TIMED_OUT
    }
}
