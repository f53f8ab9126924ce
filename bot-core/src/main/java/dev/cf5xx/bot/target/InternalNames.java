package dev.cf5xx.bot.target;

import java.util.Set;

/**
 * Names that mean something only inside a network, whatever an outside DNS server says of them. Sources: IANA's registry of
 * special-use domain names (RFC 6761, 6762, 7686, 8375, 9476), the names RFC 6762 appendix G finds in private use, ICANN's
 * reservation of internal, corp, home and mail, and the documentation of Docker, Kubernetes, Consul and the clouds.
 */
final class InternalNames {
    /** These and everything below them. */
    private static final Set<String> DOMAINS = Set.of(
            "alt",
            "arpa",
            "cluster.local",
            "consul",
            "corp",
            "domain",
            "example",
            "fritz.box",
            "home",
            "internal",
            "intra",
            "intranet",
            "invalid",
            "lan",
            "local",
            "localdomain",
            "localhost",
            "mail",
            "onion",
            "private",
            "svc",
            "test",
            "workgroup",
            // Metadata services that go by a public name.
            "metadata.packet.net",
            "metadata.platformequinix.com",
            "metadata.tencentyun.com");

    private InternalNames() {}

    /** Whether {@code host}, in lower case and without a final dot, is one of them or a single label. */
    static boolean contains(String host) {
        int dot = host.indexOf('.');
        if (dot < 0) {
            return true;
        }
        String domain = host;
        while (true) {
            if (DOMAINS.contains(domain)) {
                return true;
            }
            dot = domain.indexOf('.');
            if (dot < 0) {
                return false;
            }
            domain = domain.substring(dot + 1);
        }
    }
}
