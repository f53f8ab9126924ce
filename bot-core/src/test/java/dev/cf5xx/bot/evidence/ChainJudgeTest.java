package dev.cf5xx.bot.evidence;

import static dev.cf5xx.bot.evidence.Mint.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Flaw.Kind;
import dev.cf5xx.bot.evidence.Chain.Remark;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import dev.cf5xx.bot.evidence.Mint.Minted;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a server's certificates is named, all of it; what is right is left alone. */
class ChainJudgeTest {
    private static final String HOST = "origin.test";
    private static final Minted ROOT = Mint.root("CN=Lab Root CA,O=Lab");
    private static final Minted MIDDLE =
            Mint.of("CN=Lab Intermediate CA,O=Lab").by(ROOT).ca().mint();
    private static final Trust TRUST = Trust.of(List.of(ROOT.der()));

    private static Mint leaf() {
        return Mint.of("CN=" + HOST).dns(HOST, "www." + HOST).by(MIDDLE);
    }

    private static Judgement judge(String host, Minted... sent) {
        return ChainJudge.judge(Arrays.stream(sent).map(Minted::der).toList(), List.of(), host, NOW, TRUST, false)
                .orElseThrow();
    }

    private static List<Flaw> flaws(Minted... sent) {
        return judge(HOST, sent).chain().flaws();
    }

    private static Flaw flaw(Kind kind, int at) {
        return new Flaw(kind, at);
    }

    // What is right.

    @Test
    void chain_whole_isFlawless() {
        Judgement judgement = judge(HOST, leaf().mint(), MIDDLE);
        assertThat(judgement.chain().flaws()).isEmpty();
        assertThat(judgement.chain().remarks()).isEmpty();
        assertThat(judgement.chain().revocation()).isEqualTo(Revocation.UNCHECKED);
        assertThat(judgement.links()).hasSize(2);
        assertThat(judgement.issuerAt()).isEmpty();
    }

    @Test
    void chain_withItsRoot_isFlawless() {
        assertThat(flaws(leaf().mint(), MIDDLE, ROOT)).isEmpty();
    }

    @Test
    void chain_whoseRootHasExpired_isFlawless() {
        Minted old = Mint.of("CN=Old Root").ca().until(NOW.minusSeconds(1)).mint();
        Minted leaf = Mint.of("CN=x").dns(HOST).by(old).mint();
        assertThat(ChainJudge.judge(
                                List.of(leaf.der(), old.der()),
                                List.of(),
                                HOST,
                                NOW,
                                Trust.of(List.of(old.der())),
                                false)
                        .orElseThrow()
                        .chain()
                        .flaws())
                .isEmpty();
    }

    @Test
    void chain_sentRootFirst_isFlawlessAndRemarked() {
        Judgement judgement = judge(HOST, leaf().mint(), ROOT, MIDDLE);
        assertThat(judgement.chain().flaws()).isEmpty();
        Minted lower = Mint.of("CN=Lab Issuing CA").by(MIDDLE).ca().mint();
        Judgement mixed = judge(HOST, leaf().by(lower).mint(), MIDDLE, lower);
        assertThat(mixed.chain().flaws()).isEmpty();
        assertThat(mixed.chain().remarks()).containsExactly(Remark.OUT_OF_ORDER);
    }

    @Test
    void chain_withAStrangersCertificateInIt_isFlawless() {
        assertThat(flaws(leaf().mint(), Mint.root("CN=Stranger"), MIDDLE)).isEmpty();
    }

    @Test
    void chain_crossSignedByAnExpiredRoot_takesTheOtherWay() {
        Minted gone = Mint.of("CN=Gone Root").ca().until(NOW.minusSeconds(9)).mint();
        Minted cross = Mint.of("CN=Lab Root CA,O=Lab")
                .with(ROOT.keys())
                .by(gone)
                .ca()
                .until(NOW.minusSeconds(9))
                .mint();
        assertThat(flaws(leaf().mint(), MIDDLE, cross, gone)).isEmpty();
    }

    @Test
    void chain_withTwoCertificatesOfOneIssuer_takesTheOneThatIsValid() {
        Minted expired = Mint.of("CN=Lab Intermediate CA,O=Lab")
                .with(MIDDLE.keys())
                .by(ROOT)
                .ca()
                .until(NOW.minusSeconds(9))
                .mint();
        assertThat(flaws(leaf().mint(), expired, MIDDLE)).isEmpty();
    }

    @Test
    void chain_ofASelfSignedCertificateThatIsTrusted_isFlawless() {
        Minted own = Mint.of("CN=" + HOST).dns(HOST).mint();
        assertThat(ChainJudge.judge(List.of(own.der()), List.of(), HOST, NOW, Trust.of(List.of(own.der())), false)
                        .orElseThrow()
                        .chain()
                        .flaws())
                .isEmpty();
    }

    // Cloudflare Origin CA.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C=US,O=CloudFlare\\, Inc.,OU=CloudFlare Origin SSL Certificate Authority,L=San Francisco,ST=California",
                "C=US,O=CloudFlare\\, Inc.,OU=CloudFlare Origin SSL ECC Certificate Authority,L=San Francisco,ST=California"
            })
    void originCa_isNoUnknownIssuer(String name) {
        Minted origin = Mint.root(name);
        Minted leaf = Mint.of("O=CloudFlare\\, Inc.,OU=CloudFlare Origin CA,CN=CloudFlare Origin Certificate")
                .dns("*." + HOST, HOST)
                .by(origin)
                .mint();
        for (Minted[] sent : new Minted[][] {{leaf}, {leaf, origin}}) {
            Judgement judgement = judge(HOST, sent);
            assertThat(judgement.chain().flaws()).isEmpty();
            assertThat(judgement.chain().remarks()).containsExactly(Remark.ORIGIN_CA);
        }
        assertThat(judge("other.test", leaf).chain().flaws()).containsExactly(flaw(Kind.NAME_MISMATCH, 0));
    }

    @Test
    void originCa_expired_isExpired() {
        Minted origin = Mint.root("O=CloudFlare\\, Inc.,OU=CloudFlare Origin SSL Certificate Authority");
        assertThat(flaws(leaf().by(origin).until(NOW.minusSeconds(1)).mint())).containsExactly(flaw(Kind.EXPIRED, 0));
    }

    @Test
    void originCa_asTheSubjectOfASelfSignedCertificate_isSelfSigned() {
        Judgement judgement = judge(
                HOST,
                Mint.of("O=CloudFlare\\, Inc.,OU=CloudFlare Origin SSL Certificate Authority")
                        .dns(HOST)
                        .mint());
        assertThat(judgement.chain().flaws()).containsExactly(flaw(Kind.SELF_SIGNED, 0));
        assertThat(judgement.chain().remarks()).isEmpty();
    }

    @Test
    void cloudflare_asAnotherIssuer_isNotOriginCa() {
        Minted other = Mint.root("O=CloudFlare\\, Inc.,CN=Cloudflare Managed CA");
        assertThat(flaws(leaf().by(other).mint())).containsExactly(flaw(Kind.UNKNOWN_ISSUER, 0));
    }

    // Dates.

    @Test
    void leaf_expired_isNamed() {
        assertThat(flaws(leaf().until(NOW.minusSeconds(1)).mint(), MIDDLE)).containsExactly(flaw(Kind.EXPIRED, 0));
    }

    @Test
    void leaf_notYetValid_isNamed() {
        assertThat(flaws(leaf().from(NOW.plusSeconds(60)).mint(), MIDDLE)).containsExactly(flaw(Kind.NOT_YET_VALID, 0));
    }

    @Test
    void intermediate_expired_isNamedByItsPlace() {
        Minted old = Mint.of("CN=Old Intermediate")
                .by(ROOT)
                .ca()
                .until(NOW.minusSeconds(1))
                .mint();
        assertThat(flaws(leaf().by(old).mint(), old)).containsExactly(flaw(Kind.EXPIRED, 1));
    }

    @ParameterizedTest
    @CsvSource({"13,true", "15,false"})
    void leaf_thatExpires_isRemarkedForFourteenDays(int days, boolean remarked) {
        Chain chain = judge(HOST, leaf().until(NOW.plus(Duration.ofDays(days))).mint(), MIDDLE)
                .chain();
        assertThat(chain.flaws()).isEmpty();
        assertThat(chain.remarks().contains(Remark.EXPIRES_SOON)).isEqualTo(remarked);
    }

    // Issuers.

    @Test
    void leaf_signedByItself_isSelfSignedOnly() {
        assertThat(flaws(Mint.of("CN=" + HOST).dns(HOST).mint())).containsExactly(flaw(Kind.SELF_SIGNED, 0));
    }

    @Test
    void leaf_signedByItselfAndExpired_isBoth() {
        assertThat(flaws(Mint.of("CN=" + HOST)
                        .dns(HOST)
                        .until(NOW.minusSeconds(1))
                        .mint()))
                .containsExactly(flaw(Kind.EXPIRED, 0), flaw(Kind.SELF_SIGNED, 0));
    }

    @Test
    void leaf_withEverythingWrong_hasAllOfItNamed() {
        assertThat(flaws(Mint.of("CN=x")
                        .dns("elsewhere.test")
                        .until(NOW.minusSeconds(1))
                        .purpose(KeyPurposeId.id_kp_clientAuth)
                        .by(Mint.root("CN=Nobody's Root"))
                        .mint()))
                .containsExactly(
                        flaw(Kind.EXPIRED, 0),
                        flaw(Kind.UNKNOWN_ISSUER, 0),
                        flaw(Kind.NAME_MISMATCH, 0),
                        flaw(Kind.NOT_FOR_SERVERS, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=Rogue Root CA,O=Lab", "CN=Untrusted CA", "CN=ca.corp.test", "CN=私有根证书"})
    void leaf_ofARootNobodyTrusts_hasAnUnknownIssuer(String name) {
        Minted rogue = Mint.root(name);
        assertThat(flaws(leaf().by(rogue).mint())).containsExactly(flaw(Kind.UNKNOWN_ISSUER, 0));
        assertThat(flaws(leaf().by(rogue).mint(), rogue)).containsExactly(flaw(Kind.UNKNOWN_ISSUER, 1));
    }

    @Test
    void leaf_ofAnImpostorOfTheRoot_hasAnUnknownIssuer() {
        Minted impostor = Mint.root("CN=Lab Root CA,O=Lab");
        assertThat(flaws(leaf().by(impostor).mint())).containsExactly(flaw(Kind.UNKNOWN_ISSUER, 0));
    }

    @Test
    void leaf_withoutItsIntermediate_hasAnIncompleteChain() {
        Judgement judgement = judge(HOST, leaf().mint());
        assertThat(judgement.chain().flaws()).containsExactly(flaw(Kind.CHAIN_INCOMPLETE, 0));
        assertThat(judgement.links()).isEmpty();
    }

    @Test
    void intermediate_withoutTheOneAbove_isWhereTheChainEnds() {
        Minted lower = Mint.of("CN=R99,O=Other").by(MIDDLE).ca().mint();
        assertThat(flaws(leaf().by(lower).mint(), lower)).containsExactly(flaw(Kind.CHAIN_INCOMPLETE, 1));
    }

    @Test
    void leaf_ofAnIssuerWhoSaysWhereItsCertificateIs_hasAnIncompleteChain() {
        Minted unknown = Mint.of("CN=R10,O=Let's Sign").by(ROOT).ca().mint();
        Judgement judgement = judge(
                HOST, leaf().by(unknown).issuerAt("http://r10.ca.test/r10.der").mint());
        assertThat(judgement.chain().flaws()).containsExactly(flaw(Kind.CHAIN_INCOMPLETE, 0));
        assertThat(judgement.issuerAt()).containsExactly("http://r10.ca.test/r10.der");
    }

    @Test
    void leaf_whoseIssuersIssuerIsNamed_isJudgedByIt() {
        Minted unknown = Mint.of("CN=R10").by(ROOT).ca().mint();
        assertThat(flaws(leaf().by(unknown)
                        .namingIssuersIssuer("CN=Lab Root CA,O=Lab")
                        .mint()))
                .containsExactly(flaw(Kind.CHAIN_INCOMPLETE, 0));
        assertThat(flaws(leaf().by(unknown).namingIssuersIssuer("CN=R10").mint()))
                .containsExactly(flaw(Kind.UNKNOWN_ISSUER, 0));
    }

    @Test
    void issuer_thatWasFetched_tellsWhichItIs() {
        Minted unsaid = Mint.of("CN=E7").by(ROOT).ca().mint();
        Minted rogue = Mint.root("CN=Rogue Intermediate");
        assertThat(fetched(leaf().by(unsaid).mint(), unsaid)).containsExactly(flaw(Kind.CHAIN_INCOMPLETE, 0));
        assertThat(fetched(leaf().by(rogue).mint(), rogue)).containsExactly(flaw(Kind.UNKNOWN_ISSUER, 0));
    }

    private static List<Flaw> fetched(Minted leaf, Minted issuer) {
        return ChainJudge.judge(List.of(leaf.der()), List.of(issuer.der()), HOST, NOW, TRUST, false)
                .orElseThrow()
                .chain()
                .flaws();
    }

    @Test
    void signature_thatDoesNotFit_isNamed() {
        Judgement judgement = judge(HOST, leaf().broken().mint(), MIDDLE);
        assertThat(judgement.chain().flaws()).containsExactly(flaw(Kind.BAD_SIGNATURE, 0));
        assertThat(judgement.links()).isEmpty();
        Minted broken = Mint.of("CN=Broken Intermediate").by(ROOT).ca().broken().mint();
        assertThat(flaws(leaf().by(broken).mint(), broken)).containsExactly(flaw(Kind.BAD_SIGNATURE, 1));
    }

    @Test
    void issuer_thatIsNoCa_isNamed() {
        Minted server = Mint.of("CN=Lab Server").by(ROOT).constraints(false, 0).mint();
        assertThat(flaws(leaf().by(server).mint(), server)).containsExactly(flaw(Kind.ISSUER_NOT_CA, 1));
        Minted silent = Mint.of("CN=Lab Silent").by(ROOT).mint();
        assertThat(flaws(leaf().by(silent).mint(), silent)).containsExactly(flaw(Kind.ISSUER_NOT_CA, 1));
        Minted unsigning = Mint.of("CN=Lab Unsigning")
                .by(ROOT)
                .constraints(true, KeyUsage.cRLSign)
                .mint();
        assertThat(flaws(leaf().by(unsigning).mint(), unsigning)).containsExactly(flaw(Kind.ISSUER_NOT_CA, 1));
    }

    @Test
    void issuer_withMoreBelowThanItMay_isNamed() {
        Minted short0 = Mint.of("CN=Lab Short").by(ROOT).ca(0).mint();
        Minted under = Mint.of("CN=Lab Under").by(short0).ca().mint();
        assertThat(flaws(leaf().by(short0).mint(), short0)).isEmpty();
        assertThat(flaws(leaf().by(under).mint(), under, short0)).containsExactly(flaw(Kind.ISSUER_NOT_CA, 2));
    }

    @ParameterizedTest
    @CsvSource({
        ".allowed.test,,false",
        "allowed.test,,false",
        "origin.test,,true",
        "test,,true",
        ",origin.test,false",
        ",other.test,true",
        "10.0.0.0/8,,true"
    })
    void issuer_withNameConstraints_isHeldToThem(String permitted, String excluded, boolean fine) {
        Mint mint = Mint.of("CN=Lab Narrow").by(ROOT).ca();
        if (permitted != null) {
            mint.permitting(permitted);
        }
        if (excluded != null) {
            mint.excluding(excluded);
        }
        Minted narrow = mint.mint();
        assertThat(flaws(leaf().by(narrow).mint(), narrow))
                .isEqualTo(fine ? List.of() : List.of(flaw(Kind.NAME_CONSTRAINT, 1)));
    }

    // What it is for.

    @Test
    void leaf_notForServers_isNamed() {
        assertThat(flaws(leaf().purpose(KeyPurposeId.id_kp_clientAuth).mint(), MIDDLE))
                .containsExactly(flaw(Kind.NOT_FOR_SERVERS, 0));
        assertThat(flaws(
                        leaf().purpose(KeyPurposeId.id_kp_clientAuth)
                                .purpose(KeyPurposeId.id_kp_serverAuth)
                                .mint(),
                        MIDDLE))
                .isEmpty();
        assertThat(flaws(leaf().purpose(KeyPurposeId.anyExtendedKeyUsage).mint(), MIDDLE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "origin.test,origin.test,true",
        "ORIGIN.test.,origin.test,true",
        "*.origin.test,www.origin.test,true",
        "*.origin.test,origin.test,false",
        "*.origin.test,a.b.origin.test,false",
        "*.deep.origin.test,origin.test,false",
        "w*.origin.test,www.origin.test,false",
        "*,test,false",
        "*.xn--fiqs8s,xn--r8jz45g.xn--fiqs8s,true",
        "xn--r8jz45g.test,xn--r8jz45g.test,true",
        "foo_bar.test,foo_bar.test,true",
        "10.0.0.1,10.0.0.1,false"
    })
    void name_dns_fitsAsInBrowsers(String name, String host, boolean fits) {
        List<Flaw> flaws = judge(host, leafNamed(name), MIDDLE).chain().flaws();
        assertThat(flaws).isEqualTo(fits ? List.of() : List.of(flaw(Kind.NAME_MISMATCH, 0)));
    }

    private static Minted leafNamed(String name) {
        return Mint.of("CN=whatever").dns(name).by(MIDDLE).mint();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7,192.0.2.7,true", "192.0.2.7,192.0.2.8,false", "2001:db8::1,2001:db8:0:0:0:0:0:1,true"})
    void name_address_fitsAnAddress(String name, String host, boolean fits) {
        List<Flaw> flaws = judge(host, Mint.of("CN=x").ip(name).by(MIDDLE).mint(), MIDDLE)
                .chain()
                .flaws();
        assertThat(flaws.isEmpty()).isEqualTo(fits);
    }

    @Test
    void name_onlyAnAddress_isNoNameOfTheSite() {
        assertThat(flaws(Mint.of("CN=" + HOST).ip("192.0.2.7").by(MIDDLE).mint(), MIDDLE))
                .containsExactly(flaw(Kind.NAME_MISMATCH, 0));
    }

    @ParameterizedTest
    @CsvSource({"origin.test,true", "*.test,true", "other.test,false"})
    void name_onlyInTheCommonName_isFineAndRemarked(String name, boolean fits) {
        Chain chain =
                judge(HOST, Mint.of("CN=" + name).by(MIDDLE).mint(), MIDDLE).chain();
        assertThat(chain.flaws()).isEqualTo(fits ? List.of() : List.of(flaw(Kind.NAME_MISMATCH, 0)));
        assertThat(chain.remarks()).isEqualTo(fits ? List.of(Remark.CN_ONLY) : List.of());
    }

    @Test
    void name_inTheCommonNameBesidesOthers_doesNotCount() {
        assertThat(flaws(Mint.of("CN=" + HOST).dns("other.test").by(MIDDLE).mint(), MIDDLE))
                .containsExactly(flaw(Kind.NAME_MISMATCH, 0));
    }

    @Test
    void subject_empty_isFine() {
        Chain chain =
                judge(HOST, Mint.of("").dns(HOST).by(MIDDLE).mint(), MIDDLE).chain();
        assertThat(chain.flaws()).isEmpty();
        assertThat(chain.certificates().get(0).subject()).isEmpty();
        assertThat(chain.certificates().get(0).commonName()).isEmpty();
    }

    @Test
    void names_byTheThousand_areAllRead() {
        String[] names = new String[10_000];
        Arrays.setAll(names, i -> "host" + i + ".test");
        names[9_999] = HOST;
        assertThat(flaws(Mint.of("CN=x").dns(names).by(MIDDLE).mint(), MIDDLE)).isEmpty();
    }

    // Strength.

    @Test
    void signature_ofSha1_isRemarkedAndNoFlaw() {
        Chain chain = judge(HOST, leaf().signed("SHA1withECDSA").mint(), MIDDLE).chain();
        assertThat(chain.flaws()).isEmpty();
        assertThat(chain.remarks()).containsExactly(Remark.WEAK_SIGNATURE);
    }

    @Test
    void signature_ofMd5_isWeak() {
        Minted root = Mint.of("CN=RSA Root").with(Mint.rsa(2048)).ca().mint();
        Minted leaf = leaf().by(root).signed("MD5withRSA").mint();
        assertThat(ChainJudge.judge(List.of(leaf.der()), List.of(), HOST, NOW, Trust.of(List.of(root.der())), false)
                        .orElseThrow()
                        .chain()
                        .flaws())
                .containsExactly(flaw(Kind.WEAK, 0));
    }

    @ParameterizedTest
    @CsvSource({"512,WEAK,", "1024,,WEAK_SIGNATURE"})
    void key_ofRsa_isWeakBelow1024Bits(int bits, Kind kind, Remark remark) {
        Chain chain = judge(HOST, leaf().with(Mint.rsa(bits)).mint(), MIDDLE).chain();
        assertThat(chain.flaws()).isEqualTo(kind == null ? List.of() : List.of(flaw(kind, 0)));
        assertThat(chain.remarks()).isEqualTo(remark == null ? List.of() : List.of(remark));
    }

    @Test
    void mustStaple_withoutStaple_isRemarked() {
        Minted leaf = leaf().mustStaple().mint();
        assertThat(judge(HOST, leaf, MIDDLE).chain().remarks()).containsExactly(Remark.NO_STAPLE);
        assertThat(ChainJudge.judge(List.of(leaf.der(), MIDDLE.der()), List.of(), HOST, NOW, TRUST, true)
                        .orElseThrow()
                        .chain()
                        .remarks())
                .isEmpty();
    }

    @Test
    void revocation_thatIsKnown_isAFlawAtItsPlace() {
        Judgement judgement = judge(HOST, leaf().until(NOW.minusSeconds(1)).mint(), MIDDLE);
        Revocation revoked = new Revocation(Revocation.Status.REVOKED, Revocation.By.CRL);
        Chain chain = judgement.with(revoked, 1);
        assertThat(chain.flaws()).containsExactly(flaw(Kind.EXPIRED, 0), flaw(Kind.REVOKED, 1));
        assertThat(chain.revocation()).isEqualTo(revoked);
    }

    // Hostile.

    @Test
    void chain_ofNothingReadable_isNone() {
        assertThat(ChainJudge.judge(List.of(), List.of(), HOST, NOW, TRUST, false))
                .isEmpty();
        assertThat(ChainJudge.judge(List.of(Bytes.of(new byte[] {1, 2, 3})), List.of(), HOST, NOW, TRUST, false))
                .isEmpty();
    }

    @Test
    void chain_withSomethingUnreadableInIt_isJudgedWithoutIt() {
        Chain chain = ChainJudge.judge(
                        List.of(leaf().mint().der(), Bytes.of(new byte[] {0x30, 1, 0}), MIDDLE.der()),
                        List.of(),
                        HOST,
                        NOW,
                        TRUST,
                        false)
                .orElseThrow()
                .chain();
        assertThat(chain.flaws()).isEmpty();
        assertThat(chain.certificates()).hasSize(2);
    }

    @Test
    void chain_ofManyIssuersOfOneNameAndKey_isJudgedAllTheSame() {
        KeyPair one = Mint.ec();
        List<Bytes> sent = new ArrayList<>();
        Minted circle = Mint.of("CN=Circle").with(one).ca().mint();
        sent.add(leaf().by(circle).mint().der());
        for (int i = 0; i < 60; i++) {
            KeyPair other = Mint.ec();
            Minted made = Mint.of("CN=Circle").with(other).by(circle).ca().mint();
            sent.add(made.der());
        }
        assertThat(ChainJudge.judge(sent, List.of(), HOST, NOW, TRUST, false)
                        .orElseThrow()
                        .chain()
                        .certificates())
                .hasSize(20);
    }

    @Test
    void der_nestedDeeply_isNoCertificate() {
        byte[] nested = new byte[600_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertThat(CertificateReader.read(Bytes.of(nested))).isEmpty();
    }

    @Test
    void certificate_withAnyByteChanged_neverThrows() {
        for (int place = 0; place < FUZZED.length; place++) {
            for (int change : new int[] {0x01, 0x20, 0x80, 0xff}) {
                byte[] der = FUZZED.clone();
                der[place] ^= (byte) change;
                List<Bytes> sent = List.of(Bytes.of(der), MIDDLE.der());
                ChainJudge.judge(sent, Collections.nCopies(2, Bytes.of(der)), HOST, NOW, TRUST, false)
                        .ifPresent(judgement -> {
                            assertThat(judgement.chain().certificates()).isNotEmpty();
                            judgement
                                    .links()
                                    .forEach(link -> assertThat(link.lists()).isNotNull());
                        });
            }
        }
    }

    private static final byte[] FUZZED = leaf().ocsp("http://o.test/")
            .crl("http://c.test/")
            .issuerAt("http://a.test/")
            .mustStaple()
            .purpose(KeyPurposeId.id_kp_serverAuth)
            .mint()
            .der()
            .toArray();
}
