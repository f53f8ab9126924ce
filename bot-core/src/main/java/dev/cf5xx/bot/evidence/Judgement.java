package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What {@link ChainJudge} says, and what is left to find out elsewhere.
 *
 * @param chain the certificates and what is wrong with them; its revocation unchecked
 * @param links every certificate below a trusted root, the server's own first; empty where there is no trusted root
 * @param issuerAt where the missing issuer's certificate is said to be, URLs that a stranger wrote; empty where none is missing
 */
public record Judgement(Chain chain, List<Link> links, List<String> issuerAt) {

    /**
     * A certificate and who issued it, by a signature that was checked.
     *
     * @param at its place in {@link Chain#certificates}
     * @param certificate the certificate
     * @param issuer its issuer's
     */
    public record Link(int at, X509CertificateHolder certificate, X509CertificateHolder issuer) {
        /** Where to ask whether it was revoked (OCSP); a stranger wrote them. */
        public List<String> responders() {
            return ChainJudge.accessUrls(certificate, AccessDescription.id_ad_ocsp);
        }

        /** Where lists of revoked certificates are (CRL); a stranger wrote them. */
        public List<String> lists() {
            Extension extension = certificate.getExtension(Extension.cRLDistributionPoints);
            if (extension == null) {
                return List.of();
            }
            try {
                return Stream.of(CRLDistPoint.getInstance(extension.getParsedValue())
                                .getDistributionPoints())
                        // A point for some reasons only, or of another issuer, cannot say "not revoked".
                        .filter(point -> point.getReasons() == null && point.getCRLIssuer() == null)
                        .flatMap(point -> Stream.ofNullable(point.getDistributionPoint()))
                        .filter(name -> name.getType() == DistributionPointName.FULL_NAME)
                        .flatMap(name -> Stream.of(
                                GeneralNames.getInstance(name.getName()).getNames()))
                        .flatMap(name -> Stream.ofNullable(ChainJudge.url(name)))
                        .toList();
            } catch (RuntimeException e) {
                return List.of();
            }
        }
    }

    /** The chain with what is known of a revocation: of the certificate at {@code at}, where it is revoked. */
    public Chain with(Revocation revocation, int at) {
        List<Flaw> flaws = new ArrayList<>(chain.flaws());
        if (revocation.status() == Revocation.Status.REVOKED) {
            flaws.add(new Flaw(Flaw.Kind.REVOKED, at));
            flaws.sort(Comparator.comparing(Flaw::kind).thenComparing(Flaw::at));
        }
        return new Chain(chain.certificates(), List.copyOf(flaws), chain.remarks(), revocation);
    }
}
