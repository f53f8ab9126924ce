package dev.cf5xx.lab.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server shows: its key and the certificates it sends.
 *
 * @param key the private key of the first certificate
 * @param chain what is sent, in the order in which it is sent; the server's own first, unless the order is the fault
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    /** Copies the chain. */
    public Identity {
        chain = List.copyOf(chain);
    }

    /** The server's own certificate. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** The same without the issuers' certificates: an incomplete chain, where there is an intermediate. */
    public Identity alone() {
        return new Identity(key, chain.subList(0, 1));
    }

    /** The same with the issuers in the wrong order, and {@code root} sent too. */
    public Identity shuffled(X509Certificate root) {
        List<X509Certificate> issuers = new ArrayList<>();
        issuers.add(chain.get(0));
        issuers.add(root);
        for (int i = chain.size() - 1; i > 0; i--) {
            issuers.add(chain.get(i));
        }
        return new Identity(key, issuers);
    }
}
