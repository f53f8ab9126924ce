package dev.cf5xx.bot.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Finds the ways from a server's certificate up to a root, in whatever order the certificates were sent. */
final class Paths {
    /** Signatures looked at for one chain. Many certificates of one name and key would multiply the ways. */
    private static final int SIGNATURES = 100;

    private final Trust trust;
    private final List<Node> pool;
    private final List<Path> found = new ArrayList<>();
    private int looked;

    private Paths(Trust trust, List<Node> pool) {
        this.trust = trust;
        this.pool = pool;
    }

    /**
     * A certificate at hand.
     *
     * @param certificate it
     * @param at its place among those sent; -1 where it was not sent but fetched
     */
    record Node(X509CertificateHolder certificate, int at) {
        boolean sent() {
            return at >= 0;
        }
    }

    /** How a way ends. */
    enum End {
        /** At a trusted root. */
        ROOT,
        /** At a certificate that is signed by its own key and no trusted root. */
        OWN_KEY,
        /** At a certificate whose issuer is not at hand. */
        MISSING
    }

    /**
     * A way upwards.
     *
     * @param nodes the server's certificate first; without the root, unless that is all there is
     * @param end how it ends
     * @param root the root it ends at, or null
     * @param misfit the certificate whose signature does not fit its issuer's key, or null
     */
    record Path(
            List<Node> nodes,
            End end,
            @Nullable X509CertificateHolder root,
            @Nullable Node misfit) {
        Node top() {
            return nodes.get(nodes.size() - 1);
        }
    }

    /** The best way, by the least {@code cost}; among equals the shortest. */
    static Path best(Trust trust, List<Node> pool, Node leaf, ToIntFunction<Path> cost) {
        Paths paths = new Paths(trust, pool);
        paths.extend(List.of(leaf), null);
        return paths.found.stream()
                .min(Comparator.comparingInt(cost)
                        .thenComparingInt(path -> path.nodes().size()))
                .orElseGet(() -> new Path(List.of(leaf), End.MISSING, null, null));
    }

    private void extend(List<Node> way, @Nullable Node misfit) {
        Node top = way.get(way.size() - 1);
        if (trust.holds(top.certificate())) {
            found.add(new Path(way, End.ROOT, top.certificate(), misfit));
            return;
        }
        boolean any = false;
        List<X509CertificateHolder> wrongRoots = new ArrayList<>();
        for (X509CertificateHolder root : trust.named(top.certificate().getIssuer())) {
            if (signed(top, root)) {
                found.add(new Path(way, End.ROOT, root, misfit));
                return;
            } else if (mayBeIssuer(top.certificate(), root)) {
                wrongRoots.add(root);
            }
        }
        if (selfIssued(top.certificate()) && signed(top, top.certificate())) {
            found.add(new Path(way, End.OWN_KEY, null, misfit));
            return;
        }
        List<Node> wrong = new ArrayList<>();
        for (Node other : pool) {
            if (other.certificate().getSubject().equals(top.certificate().getIssuer()) && !uses(way, other)) {
                if (signed(top, other.certificate())) {
                    any = true;
                    extend(and(way, other), misfit);
                } else if (mayBeIssuer(top.certificate(), other.certificate())) {
                    wrong.add(other);
                }
            }
        }
        if (any || looked > SIGNATURES) {
            return;
        } else if (misfit == null && !wrongRoots.isEmpty()) {
            found.add(new Path(way, End.ROOT, wrongRoots.get(0), top));
        } else if (misfit == null && !wrong.isEmpty()) {
            extend(and(way, wrong.get(0)), top);
        } else {
            found.add(new Path(way, End.MISSING, null, misfit));
        }
    }

    private boolean signed(Node node, X509CertificateHolder issuer) {
        looked++;
        return looked <= SIGNATURES && Signatures.fits(node.certificate(), issuer);
    }

    private static boolean uses(List<Node> way, Node other) {
        return way.stream()
                .map(Node::certificate)
                .anyMatch(used -> used.getSubject().equals(other.certificate().getSubject())
                        && used.getSubjectPublicKeyInfo()
                                .equals(other.certificate().getSubjectPublicKeyInfo()));
    }

    private static List<Node> and(List<Node> way, Node next) {
        List<Node> longer = new ArrayList<>(way);
        longer.add(next);
        return List.copyOf(longer);
    }

    static boolean selfIssued(X509CertificateHolder certificate) {
        return certificate.getSubject().equals(certificate.getIssuer());
    }

    /** Whether nothing but the signature says that {@code issuer} is not the one: the key identifiers do not differ. */
    private static boolean mayBeIssuer(X509CertificateHolder certificate, X509CertificateHolder issuer) {
        AuthorityKeyIdentifier wanted = authority(certificate);
        Extension own = issuer.getExtension(Extension.subjectKeyIdentifier);
        if (wanted == null || wanted.getKeyIdentifierObject() == null || own == null) {
            return true;
        }
        try {
            ASN1OctetString key = wanted.getKeyIdentifierObject();
            return java.util.Arrays.equals(
                    key.getOctets(),
                    SubjectKeyIdentifier.getInstance(own.getParsedValue()).getKeyIdentifier());
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** The authority key identifier; null where there is none that can be read. */
    static @Nullable AuthorityKeyIdentifier authority(X509CertificateHolder certificate) {
        Extension extension = certificate.getExtension(Extension.authorityKeyIdentifier);
        if (extension == null) {
            return null;
        }
        try {
            return AuthorityKeyIdentifier.getInstance(extension.getParsedValue());
        } catch (RuntimeException e) {
            return null;
        }
    }
}
