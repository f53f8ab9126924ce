package dev.cf5xx.bot.target;

import java.util.Set;

/**
 * The ports on which Cloudflare answers for a site, and so the only ones that a check has any business with. Source:
 * Cloudflare's documentation, "Network ports" (fundamentals/reference/network-ports).
 */
public final class ProxiedPorts {
    /** Where plain HTTP is spoken. */
    public static final Set<Integer> HTTP = Set.of(80, 8080, 8880, 2052, 2082, 2086, 2095);

    /** Where TLS is spoken. */
    public static final Set<Integer> HTTPS = Set.of(443, 2053, 2083, 2087, 2096, 8443);

    private ProxiedPorts() {}

    /** Whether it is one of them, for whichever scheme: a plain request to a TLS port is a fault worth finding. */
    public static boolean contains(int port) {
        return HTTP.contains(port) || HTTPS.contains(port);
    }
}
