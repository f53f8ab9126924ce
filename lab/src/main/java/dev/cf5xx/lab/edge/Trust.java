package dev.cf5xx.lab.edge;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/**
 * What makes a certificate good for Full (strict): a chain to a root, the time, the name in a SAN or in the common name,
 * a use for servers, and no stapled answer that it is revoked. Nobody is asked about revocation.
 */
public final class Trust {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;

    private final List<X509Certificate> roots;
    private final Clock clock;

    private Trust(List<X509Certificate> roots, Clock clock) {
        this.roots = roots;
        this.clock = clock;
    }

    /** Trust in these roots; Cloudflare's Origin CA has to be among them. */
    public static Trust in(Collection<X509Certificate> roots, Clock clock) {
        return new Trust(List.copyOf(roots), clock);
    }

    /** Whether what an origin showed is good for {@code host}. */
    boolean accepts(List<X509Certificate> chain, @Nullable OCSPResponse staple, String host) {
        if (chain.isEmpty()) {
            return false;
        }
        X509Certificate leaf = chain.get(0);
        try {
            return forServers(leaf) && names(leaf, host) && !revoked(staple) && leadsToARoot(chain);
        } catch (GeneralSecurityException | OCSPException e) {
            return false;
        }
    }

    private static boolean forServers(X509Certificate leaf) throws GeneralSecurityException {
        List<String> uses = leaf.getExtendedKeyUsage();
        return uses == null || uses.contains(SERVER_AUTH);
    }

    private static boolean names(X509Certificate leaf, String host) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> one : alternatives) {
                if (one.get(0).equals(DNS_NAME)) {
                    names.add(String.valueOf(one.get(1)));
                }
            }
        }
        X500Principal subject = leaf.getSubjectX500Principal();
        for (RDN common : X500Name.getInstance(subject.getEncoded()).getRDNs(BCStyle.CN)) {
            names.add(IETFUtils.valueToString(common.getFirst().getValue()));
        }
        return names.stream().anyMatch(name -> covers(name.toLowerCase(Locale.ROOT), host));
    }

    private static boolean covers(String name, String host) {
        int dot = host.indexOf('.');
        return name.equals(host) || (dot > 0 && name.equals("*" + host.substring(dot)));
    }

    private static boolean revoked(@Nullable OCSPResponse staple) throws OCSPException {
        if (staple != null && new OCSPResp(staple).getResponseObject() instanceof BasicOCSPResp basic) {
            for (SingleResp answer : basic.getResponses()) {
                if (answer.getCertStatus() instanceof RevokedStatus) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean leadsToARoot(List<X509Certificate> chain) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(chain.get(0));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain), OriginTls.BOUNCY_CASTLE));
        // Throws where there is no way.
        CertPathBuilder.getInstance("PKIX", OriginTls.BOUNCY_CASTLE).build(parameters);
        return true;
    }
}
