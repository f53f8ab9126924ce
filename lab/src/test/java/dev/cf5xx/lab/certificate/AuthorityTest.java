package dev.cf5xx.lab.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private final Authority root = Authority.root("test root", CLOCK);
    private final Authority below = root.intermediate(Recipe.issuer("test intermediate"));

    @Test
    void issued_validatedByTheJdk_isGood() throws Exception {
        Identity identity = below.issue(Recipe.host("a.test"));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(CLOCK.instant()));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(identity.chain()), parameters);
        assertThat(identity.chain()).containsExactly(identity.leaf(), below.certificate());
        assertThat(identity.leaf().getNotAfter()).isAfter(Date.from(CLOCK.instant()));
    }

    @Test
    void serial_given_isTaken() {
        Recipe recipe = Recipe.host("a.test").serial(BigInteger.TEN);
        assertThat(below.issue(recipe).leaf().getSerialNumber()).isEqualTo(BigInteger.TEN);
    }

    @Test
    void pem_readAgain_isTheRoot() throws Exception {
        X509Certificate again = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(root.pem().getBytes(StandardCharsets.US_ASCII)));
        assertThat(again).isEqualTo(root.certificate());
    }

    @Test
    void crl_afterARevocation_namesIt() throws Exception {
        X509Certificate good = below.issue(Recipe.host("good.test")).leaf();
        X509Certificate bad = below.issue(Recipe.host("bad.test")).leaf();
        below.revoke(bad);
        X509CRL list =
                (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(below.crl()));
        list.verify(below.certificate().getPublicKey());
        assertThat(list.getRevokedCertificate(bad.getSerialNumber())).isNotNull();
        assertThat(list.getRevokedCertificate(good.getSerialNumber())).isNull();
        assertThat(below.isRevoked(bad)).isTrue();
        assertThat(below.isRevoked(good)).isFalse();
        assertThat(root.isRevoked(bad)).isFalse();
    }

    @Test
    void ocsp_askedAboutARevoked_saysSoAndSignsIt() throws Exception {
        X509Certificate bad = below.issue(Recipe.host("bad.test")).leaf();
        below.revoke(bad);
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(below.certificate()),
                bad.getSerialNumber());
        byte[] request = new OCSPReqBuilder().addRequest(id).build().getEncoded();
        BasicOCSPResp answer = (BasicOCSPResp) new OCSPResp(below.ocsp(request)).getResponseObject();
        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(below.certificate())))
                .isTrue();
        assertThat(answer.getResponses()[0].getCertID()).isEqualTo(id);
        assertThat(answer.getResponses()[0].getCertStatus()).isInstanceOf(RevokedStatus.class);
        assertThat(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNull();
    }

    @Test
    void ocsp_askedNonsense_saysMalformed() throws Exception {
        assertThat(new OCSPResp(below.ocsp(new byte[] {1, 2, 3})).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    @Test
    void originCa_isNamedAsCloudflares() {
        assertThat(Authority.originCa(false, CLOCK)
                        .certificate()
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("ST=California,L=San Francisco,OU=CloudFlare Origin SSL Certificate Authority,"
                        + "O=CloudFlare\\, Inc.,C=US");
    }
}
