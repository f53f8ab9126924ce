package dev.cf5xx.bot.probe;

import static dev.cf5xx.bot.evidence.Mint.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Flaw.Kind;
import dev.cf5xx.bot.evidence.Chain.Remark;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import dev.cf5xx.bot.evidence.Chain.Revocation.By;
import dev.cf5xx.bot.evidence.Chain.Revocation.Status;
import dev.cf5xx.bot.evidence.Mint;
import dev.cf5xx.bot.evidence.Mint.Minted;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Servers.Odd;
import dev.cf5xx.bot.probe.Servers.Served;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A revocation counts when whoever may say so has said so; what cannot be had stays unchecked. */
class RevocationsTest {
    private static final String HOST = "origin.test";
    private static final Minted ROOT = Mint.root("CN=Lab Root CA");
    private static final Minted MIDDLE =
            Mint.of("CN=Lab Intermediate CA").by(ROOT).ca().mint();
    private static final Minted PLAIN = leaf().mint();

    private final Responder responder = new Responder();
    private final Revocations revocations = new Revocations(responder);

    private static Mint leaf() {
        return Mint.of("CN=" + HOST).dns(HOST).by(MIDDLE);
    }

    @AfterEach
    void close() {
        responder.close();
    }

    private Chain judge(byte @Nullable [] staple, Minted... sent) {
        Chain chain = revocations.judge(
                Arrays.stream(sent).map(Minted::der).toList(), staple, HOST, NOW, Trust.of(List.of(ROOT.der())));
        if (chain == null) {
            throw new AssertionError("not readable");
        }
        return chain;
    }

    private static Instant later() {
        return NOW.plus(Duration.ofDays(3));
    }

    // Stapled.

    @Test
    void staple_good_isGood_andNothingIsFetched() {
        Minted leaf =
                leaf().ocsp(responder.url("/ocsp")).crl(responder.url("/crl")).mint();
        Chain chain = judge(Responder.good(leaf, MIDDLE), leaf, MIDDLE);
        assertThat(chain.revocation()).isEqualTo(new Revocation(Status.GOOD, By.STAPLE));
        assertThat(chain.flaws()).isEmpty();
        assertThat(responder.asked()).isEmpty();
    }

    @Test
    void staple_revoked_isAFlaw() {
        Chain chain = judge(Responder.revoked(PLAIN, MIDDLE), PLAIN, MIDDLE);
        assertThat(chain.revocation()).isEqualTo(new Revocation(Status.REVOKED, By.STAPLE));
        assertThat(chain.flaws()).containsExactly(new Flaw(Kind.REVOKED, 0));
    }

    @Test
    void staple_revokedOfAnExpiredCertificate_isNamedBesides() {
        Minted leaf = leaf().until(NOW.minusSeconds(1)).mint();
        assertThat(judge(Responder.revoked(leaf, MIDDLE), leaf, MIDDLE).flaws())
                .containsExactly(new Flaw(Kind.EXPIRED, 0), new Flaw(Kind.REVOKED, 0));
    }

    @Test
    void staple_byADelegatedResponder_counts() {
        Minted delegate = Mint.of("CN=Lab OCSP")
                .by(MIDDLE)
                .purpose(KeyPurposeId.id_kp_OCSPSigning)
                .mint();
        byte[] staple = Responder.ocsp(PLAIN, MIDDLE, delegate, Responder.revoked(), NOW.minusSeconds(60), later());
        assertThat(judge(staple, PLAIN, MIDDLE).revocation().status()).isEqualTo(Status.REVOKED);
    }

    @Test
    void staple_bySomebodyElse_doesNotCount() {
        Minted stranger =
                Mint.of("CN=Lab OCSP").purpose(KeyPurposeId.id_kp_OCSPSigning).mint();
        Minted server = Mint.of("CN=Lab Server")
                .by(MIDDLE)
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .mint();
        Minted bygone = Mint.of("CN=Lab Old OCSP")
                .by(MIDDLE)
                .purpose(KeyPurposeId.id_kp_OCSPSigning)
                .until(NOW.minusSeconds(1))
                .mint();
        for (Minted signer : List.of(stranger, server, bygone, PLAIN, ROOT)) {
            byte[] staple = Responder.ocsp(PLAIN, MIDDLE, signer, Responder.revoked(), NOW.minusSeconds(60), later());
            assertThat(judge(staple, PLAIN, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        }
    }

    @Test
    void staple_aboutAnother_orStale_orUnknown_doesNotCount() {
        byte[] other = Responder.revoked(leaf().mint(), MIDDLE);
        byte[] stale =
                Responder.ocsp(PLAIN, MIDDLE, MIDDLE, null, NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(999));
        byte[] endless = Responder.ocsp(PLAIN, MIDDLE, MIDDLE, null, NOW.minus(Duration.ofDays(9)), null);
        byte[] early = Responder.ocsp(PLAIN, MIDDLE, MIDDLE, null, later(), later().plusSeconds(9));
        byte[] unknown = Responder.ocsp(PLAIN, MIDDLE, MIDDLE, new UnknownStatus(), NOW.minusSeconds(60), later());
        for (byte[] staple : List.of(other, stale, endless, early, unknown, new byte[0], new byte[] {0x30, 0})) {
            assertThat(judge(staple, PLAIN, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        }
    }

    @Test
    void staple_thatSaysNothing_isNotTheLastWord() {
        Minted leaf = leaf().ocsp(responder.url("/ocsp")).mint();
        responder.serve("/ocsp", Responder.revoked(leaf, MIDDLE));
        assertThat(judge(new byte[] {1}, leaf, MIDDLE).revocation()).isEqualTo(new Revocation(Status.REVOKED, By.OCSP));
    }

    // Looked up.

    @Test
    void ocsp_isAsked() {
        Minted leaf =
                leaf().ocsp(responder.url("/ocsp")).crl(responder.url("/crl")).mint();
        responder.serve("/ocsp", Responder.good(leaf, MIDDLE));
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(new Revocation(Status.GOOD, By.OCSP));
        assertThat(responder.asked()).containsExactly("POST /ocsp");
        Minted gone = leaf().ocsp(responder.url("/ocsp")).mint();
        responder.serve("/ocsp", Responder.revoked(gone, MIDDLE));
        assertThat(judge(null, gone, MIDDLE).flaws()).containsExactly(new Flaw(Kind.REVOKED, 0));
    }

    @Test
    void ocsp_isAskedOnce_forHandshakesInARow() {
        Minted leaf = leaf().ocsp(responder.url("/ocsp")).mint();
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        assertThat(responder.asked()).containsExactly("POST /ocsp");
    }

    @Test
    void crl_isReadWhereOcspSaysNothing() {
        Minted leaf =
                leaf().ocsp(responder.url("/ocsp")).crl(responder.url("/crl")).mint();
        responder.serve("/ocsp", new byte[] {1, 2, 3});
        responder.serve("/crl", Responder.crl(MIDDLE, PLAIN, leaf));
        Chain chain = judge(null, leaf, MIDDLE);
        assertThat(chain.revocation()).isEqualTo(new Revocation(Status.REVOKED, By.CRL));
        assertThat(chain.flaws()).containsExactly(new Flaw(Kind.REVOKED, 0));
        assertThat(responder.asked()).containsExactly("POST /ocsp", "GET /crl");
    }

    @Test
    void crl_withoutTheCertificate_isGood() {
        Minted leaf = leaf().crl(responder.url("/crl")).mint();
        responder.serve("/crl", Responder.crl(MIDDLE, PLAIN));
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(new Revocation(Status.GOOD, By.CRL));
    }

    @Test
    void crl_ofSomebodyElse_orStale_orForOthers_doesNotCount() {
        IssuingDistributionPoint onlyCas = new IssuingDistributionPoint(null, false, true, null, false, false);
        List<byte[]> lists = List.of(
                Responder.crl(ROOT, PLAIN),
                Responder.crl(MIDDLE, ROOT, later(), null, PLAIN.holder().getSerialNumber()),
                Responder.crl(MIDDLE, MIDDLE, NOW.minusSeconds(999), null),
                Responder.crl(MIDDLE, MIDDLE, later(), onlyCas),
                new byte[] {0x30, 0},
                "<html>".getBytes());
        for (int i = 0; i < lists.size(); i++) {
            Minted leaf = leaf().crl(responder.url("/crl" + i)).mint();
            responder.serve("/crl" + i, lists.get(i));
            assertThat(judge(null, leaf, MIDDLE).revocation()).as("list %d", i).isEqualTo(Revocation.UNCHECKED);
        }
    }

    @Test
    void crl_tooLarge_isUnchecked() {
        Minted leaf = leaf().crl(responder.url("/crl")).mint();
        responder.serve("/crl", new byte[(1 << 20) + 1]);
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
    }

    @Test
    void intermediate_revoked_isAFlawAtItsPlace() {
        Minted gone = Mint.of("CN=Lab Gone CA")
                .by(ROOT)
                .ca()
                .crl(responder.url("/root.crl"))
                .mint();
        responder.serve("/root.crl", Responder.crl(ROOT, gone));
        Chain chain = judge(null, leaf().by(gone).mint(), gone);
        assertThat(chain.flaws()).containsExactly(new Flaw(Kind.REVOKED, 1));
        assertThat(chain.revocation()).isEqualTo(new Revocation(Status.REVOKED, By.CRL));
    }

    // Not looked up.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ocsp.test/",
                "ldap://ocsp.test/",
                "file:///etc/passwd",
                "",
                "//ocsp.test/",
                "gopher://127.0.0.1:6379/"
            })
    void link_thatIsNotPlainHttp_isNotFollowed(String url) {
        Minted leaf = leaf().ocsp(url).crl(url).mint();
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        assertThat(judge(null, leaf().by(Mint.root("CN=x")).issuerAt(url).mint())
                        .flaws())
                .hasSize(1);
        assertThat(responder.asked()).isEmpty();
    }

    @Test
    void link_thatTheFetcherRefuses_isUnchecked() {
        Minted leaf = leaf().ocsp("http://169.254.169.254/latest")
                .crl("http://127.0.0.1:1/")
                .mint();
        assertThat(judge(null, leaf, MIDDLE).revocation()).isEqualTo(Revocation.UNCHECKED);
        assertThat(responder.asked()).containsExactly("POST http://169.254.169.254/latest", "GET http://127.0.0.1:1/");
    }

    @Test
    void links_byTheDozen_areNotAllFollowed() {
        Mint mint = leaf();
        for (int i = 0; i < 12; i++) {
            mint.ocsp(responder.url("/o" + i)).crl(responder.url("/c" + i)).issuerAt(responder.url("/i" + i));
        }
        judge(null, mint.mint(), MIDDLE);
        assertThat(responder.asked()).containsExactly("POST /o0", "POST /o1", "GET /c0", "GET /c1");
    }

    @Test
    void certificate_thatNobodyTrusts_isNotLookedUp() {
        Minted own =
                Mint.of("CN=" + HOST).dns(HOST).ocsp(responder.url("/ocsp")).mint();
        assertThat(judge(null, own).flaws()).containsExactly(new Flaw(Kind.SELF_SIGNED, 0));
        assertThat(responder.asked()).isEmpty();
    }

    @Test
    void certificate_expired_isNotLookedUp() {
        Minted leaf =
                leaf().ocsp(responder.url("/ocsp")).until(NOW.minusSeconds(1)).mint();
        assertThat(judge(null, leaf, MIDDLE).flaws()).containsExactly(new Flaw(Kind.EXPIRED, 0));
        assertThat(responder.asked()).isEmpty();
    }

    // The issuer that was not sent.

    @Test
    void issuer_notSent_isFetchedAndMakesTheChainIncomplete() {
        Minted unsaid = Mint.of("CN=E7").by(ROOT).ca().mint();
        responder.serve("/e7.der", unsaid.der().toArray());
        Minted leaf = leaf().by(unsaid)
                .issuerAt(responder.url("/e7.der"))
                .crl(responder.url("/crl"))
                .mint();
        responder.serve("/crl", Responder.crl(unsaid, leaf));
        Chain chain = judge(null, leaf);
        assertThat(chain.flaws()).containsExactly(new Flaw(Kind.CHAIN_INCOMPLETE, 0), new Flaw(Kind.REVOKED, 0));
        assertThat(chain.certificates()).hasSize(1);
    }

    @Test
    void issuer_fetchedAsPkcs7_isRead() throws CMSException, IOException {
        Minted unsaid = Mint.of("CN=E8").by(ROOT).ca().mint();
        CMSSignedDataGenerator bundle = new CMSSignedDataGenerator();
        bundle.addCertificate(unsaid.holder());
        responder.serve("/e8.p7c", bundle.generate(new CMSAbsentContent()).getEncoded());
        assertThat(judge(
                                null,
                                leaf().by(unsaid)
                                        .issuerAt(responder.url("/e8.p7c"))
                                        .mint())
                        .flaws())
                .containsExactly(new Flaw(Kind.CHAIN_INCOMPLETE, 0));
    }

    @Test
    void issuer_fetchedAndTrustedByNobody_isUnknown() {
        Minted rogue = Mint.root("CN=Rogue Intermediate");
        responder.serve("/rogue.der", rogue.der().toArray());
        assertThat(judge(
                                null,
                                leaf().by(rogue)
                                        .issuerAt(responder.url("/rogue.der"))
                                        .mint())
                        .flaws())
                .containsExactly(new Flaw(Kind.UNKNOWN_ISSUER, 0));
    }

    @Test
    void issuers_inARow_areFetchedUpToThree() {
        Minted third = Mint.of("CN=C3").by(ROOT).ca().mint();
        responder.serve("/3", third.der().toArray());
        Minted second =
                Mint.of("CN=C2").by(third).ca().issuerAt(responder.url("/3")).mint();
        responder.serve("/2", second.der().toArray());
        Minted first =
                Mint.of("CN=C1").by(second).ca().issuerAt(responder.url("/2")).mint();
        responder.serve("/1", first.der().toArray());
        assertThat(judge(null, leaf().by(first).issuerAt(responder.url("/1")).mint())
                        .flaws())
                .containsExactly(new Flaw(Kind.CHAIN_INCOMPLETE, 0));
        assertThat(responder.asked()).containsExactly("GET /1", "GET /2", "GET /3");
    }

    // Over the wire.

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void staple_sentInAHandshake_isRead(String version) throws IOException {
        boolean v13 = version.equals("TLSv1.3");
        Minted stapling = leaf().mustStaple().mint();
        OCSPResponse staple = OCSPResponse.getInstance(Responder.revoked(stapling, MIDDLE));
        Odd odd = new Odd(
                List.of(stapling, MIDDLE),
                v13 ? ProtocolVersion.TLSv13.only() : ProtocolVersion.TLSv12.only(),
                new int[] {
                    v13 ? CipherSuite.TLS_AES_128_GCM_SHA256 : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                },
                staple,
                false);
        try (Served served = Servers.bouncy(odd)) {
            Tls seen = new BouncyHandshaker(
                            () -> Trust.of(List.of(ROOT.der())), revocations, Clock.fixed(NOW, ZoneOffset.UTC))
                    .shake(served.dial(), Tls.Offer.CLOUDFLARE, HOST, HOST, List.of())
                    .seen();
            assertThat(seen.established()).isTrue();
            assertThat(seen.chain().revocation()).isEqualTo(new Revocation(Status.REVOKED, By.STAPLE));
            assertThat(seen.chain().remarks()).doesNotContain(Remark.NO_STAPLE);
        }
    }

    @Test
    void roots_ofTheJvm_areRead() {
        List<Bytes> roots = Roots.ofTheJvm();
        assertThat(Trust.of(roots).size()).isEqualTo(roots.size()).isPositive();
    }
}
