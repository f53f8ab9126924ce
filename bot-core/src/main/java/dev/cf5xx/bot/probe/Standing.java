package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Chain.Revocation.Status;
import dev.cf5xx.bot.evidence.Judgement.Link;
import dev.cf5xx.bot.evidence.Signatures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/**
 * What an OCSP answer (RFC 6960) or a CRL (RFC 5280) says of a certificate, if it is signed by who may say so. "Not revoked"
 * counts only while it is fresh; "revoked" for good.
 */
final class Standing {
    /** How far clocks may differ. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** How long an answer that names no end is believed. */
    private static final Duration WITHOUT_END = Duration.ofDays(7);

    /** Certificates of an OCSP answer that are looked at. */
    private static final int RESPONDERS = 5;

    private static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

    private Standing() {}

    /** The OCSP request for a certificate. */
    static Optional<byte[]> question(Link link) {
        try {
            CertificateID id = new CertificateID(
                    DIGESTS.get(CertificateID.HASH_SHA1),
                    link.issuer(),
                    link.certificate().getSerialNumber());
            return Optional.of(new OCSPReqBuilder().addRequest(id).build().getEncoded());
        } catch (OCSPException | OperatorCreationException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What an OCSP answer says; empty where it says nothing that counts. */
    static Optional<Status> ocsp(byte[] answer, Link link, Instant now) {
        try {
            OCSPResp response = new OCSPResp(answer);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)
                    || !mayAnswer(basic, link, now)) {
                return Optional.empty();
            }
            for (SingleResp single : basic.getResponses()) {
                if (isAbout(single.getCertID(), link)) {
                    return status(single, now);
                }
            }
            return Optional.empty();
        } catch (IOException | OCSPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isAbout(CertificateID id, Link link) throws OCSPException {
        return id.getSerialNumber().equals(link.certificate().getSerialNumber())
                && id.matchesIssuer(link.issuer(), DIGESTS);
    }

    private static Optional<Status> status(SingleResp single, Instant now) {
        CertificateStatus status = single.getCertStatus();
        if (status instanceof RevokedStatus) {
            return Optional.of(Status.REVOKED);
        }
        return status == CertificateStatus.GOOD && fresh(single.getThisUpdate(), single.getNextUpdate(), now)
                ? Optional.of(Status.GOOD)
                : Optional.empty();
    }

    /** Signed by the issuer, or by whom the issuer certified for it. */
    private static boolean mayAnswer(BasicOCSPResp basic, Link link, Instant now) {
        return Stream.concat(
                        Stream.of(link.issuer()),
                        Arrays.stream(basic.getCerts())
                                .limit(RESPONDERS)
                                .filter(responder -> delegated(responder, link.issuer(), now)))
                .anyMatch(signer -> Signatures.fits(basic::isSignatureValid, signer.getSubjectPublicKeyInfo()));
    }

    private static boolean delegated(X509CertificateHolder responder, X509CertificateHolder issuer, Instant now) {
        ExtendedKeyUsage usage =
                responder.hasExtensions() ? ExtendedKeyUsage.fromExtensions(responder.getExtensions()) : null;
        return usage != null
                && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                && responder.getIssuer().equals(issuer.getSubject())
                && responder.isValidOn(Date.from(now))
                && Signatures.fits(responder, issuer);
    }

    /** What a CRL says; empty where it says nothing that counts. */
    static Optional<Status> crl(byte[] list, Link link, Instant now) {
        try {
            X509CRLHolder crl = new X509CRLHolder(list);
            if (!crl.getIssuer().equals(link.issuer().getSubject())
                    || !covers(crl, link)
                    || !Signatures.fits(crl::isSignatureValid, link.issuer().getSubjectPublicKeyInfo())) {
                return Optional.empty();
            } else if (crl.getRevokedCertificate(link.certificate().getSerialNumber()) != null) {
                return Optional.of(Status.REVOKED);
            }
            return fresh(crl.getThisUpdate(), crl.getNextUpdate(), now) ? Optional.of(Status.GOOD) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a list is whole (no delta) and for certificates of this kind and issuer. */
    private static boolean covers(X509CRLHolder crl, Link link) {
        Extension scope = crl.getExtension(Extension.issuingDistributionPoint);
        if (crl.getExtension(Extension.deltaCRLIndicator) != null) {
            return false;
        } else if (scope == null) {
            return true;
        }
        IssuingDistributionPoint point = IssuingDistributionPoint.getInstance(scope.getParsedValue());
        return !point.isIndirectCRL()
                && !point.onlyContainsAttributeCerts()
                && point.getOnlySomeReasons() == null
                && !(link.at() == 0 ? point.onlyContainsCACerts() : point.onlyContainsUserCerts());
    }

    private static boolean fresh(Date from, @Nullable Date until, Instant now) {
        Instant end = until == null ? from.toInstant().plus(WITHOUT_END) : until.toInstant();
        return !now.plus(SKEW).isBefore(from.toInstant()) && !now.minus(SKEW).isAfter(end);
    }
}
