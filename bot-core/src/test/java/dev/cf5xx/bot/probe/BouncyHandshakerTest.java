package dev.cf5xx.bot.probe;

import static dev.cf5xx.bot.evidence.Mint.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Flaw.Kind;
import dev.cf5xx.bot.evidence.Chain.Remark;
import dev.cf5xx.bot.evidence.Mint;
import dev.cf5xx.bot.evidence.Mint.Minted;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Tls.Offer;
import dev.cf5xx.bot.evidence.Tls.Outcome;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Handshaker.Secured;
import dev.cf5xx.bot.probe.Servers.Odd;
import dev.cf5xx.bot.probe.Servers.Served;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake ends in one of seven ways, and whatever the server did is written down. */
class BouncyHandshakerTest {
    private static final String HOST = "origin.test";
    private static final Minted ROOT = Mint.root("CN=Lab Root CA");
    private static final Minted MIDDLE =
            Mint.of("CN=Lab Intermediate CA").by(ROOT).ca().mint();
    private static final List<Minted> EC =
            List.of(Mint.of("CN=" + HOST).dns(HOST).by(MIDDLE).mint(), MIDDLE);
    private static final List<Minted> RSA = List.of(
            Mint.of("CN=" + HOST).dns(HOST).with(Mint.rsa(2048)).by(MIDDLE).mint(), MIDDLE);

    private static final Handshaker HANDSHAKER = new BouncyHandshaker(
            () -> Trust.of(List.of(ROOT.der())), new Revocations(Fetch.NOTHING), Clock.fixed(NOW, ZoneOffset.UTC));

    private static Secured shake(Served served, Offer offer) {
        return shake(served.dial(), offer, HOST);
    }

    private static Secured shake(Wire wire, Offer offer, String sni) {
        return HANDSHAKER.shake(wire, offer, sni, HOST, List.of("h2", "http/1.1"));
    }

    private static Tls seen(Served served, Offer offer) {
        return shake(served, offer).seen();
    }

    private static String firstLine(Secured secured) throws IOException {
        OutputStream out = Objects.requireNonNull(secured.out());
        InputStream in = Objects.requireNonNull(secured.in());
        out.write("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
        out.flush();
        return new String(in.readNBytes(23), ISO_8859_1);
    }

    private static SSLParameters parameters(String... protocols) {
        SSLParameters parameters = new SSLParameters();
        parameters.setApplicationProtocols(protocols);
        return parameters;
    }

    // Done.

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3,TLS_AES_128_GCM_SHA256,true",
        "TLSv1.3,TLS_AES_256_GCM_SHA384,true",
        "TLSv1.3,TLS_CHACHA20_POLY1305_SHA256,false",
        "TLSv1.2,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,true",
        "TLSv1.2,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,false",
        "TLSv1.2,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,false",
        "TLSv1.2,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,false"
    })
    void server_ofTheJdk_isUnderstood(String version, String suite, boolean ec) throws IOException {
        try (Served served = Servers.jsse(ec ? EC : RSA, socket -> {
            socket.setEnabledProtocols(new String[] {version});
            socket.setEnabledCipherSuites(new String[] {suite});
        })) {
            Secured secured = shake(served, Offer.CLOUDFLARE);
            Tls seen = secured.seen();
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.version()).isEqualTo(version);
            assertThat(seen.cipher()).isEqualTo(suite);
            assertThat(seen.alpn()).isNull();
            assertThat(seen.chain().flaws()).isEmpty();
            assertThat(seen.chain().certificates()).hasSize(2);
            assertThat(seen.certificateDemanded()).isFalse();
            assertThat(seen.firstBytes().toArray()).startsWith(22, 3);
            assertThat(firstLine(secured)).isEqualTo("HTTP/1.1 204 No Content");
            assertThat(secured.in().read()).isIn((int) '\r');
            assertThat(secured.lateAlert()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Offer.class)
    void alpn_agreed_isNamed(Offer offer) throws IOException {
        try (Served served = Servers.jsse(EC, socket -> socket.setSSLParameters(parameters("h2")))) {
            assertThat(seen(served, offer).alpn()).isEqualTo("h2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1,0x002F,TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLSv1,0x000A,TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLSv1,0xC014,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLSv1.1,0xC013,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLSv1.2,0x009C,TLS_RSA_WITH_AES_128_GCM_SHA256"
    })
    void server_ofOldButOfferedKind_isUnderstoodAsCloudflareDoes(String version, String suite, String name)
            throws IOException {
        try (Served served = Servers.bouncy(Odd.of(RSA, version(version), Integer.decode(suite)))) {
            Secured secured = shake(served, Offer.CLOUDFLARE);
            assertThat(secured.seen().outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(secured.seen().version()).isEqualTo(version);
            assertThat(secured.seen().cipher()).isEqualTo(name);
            assertThat(secured.seen().chain().flaws()).isEmpty();
            assertThat(firstLine(secured)).isEqualTo("HTTP/1.1 204 No Content");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2,0x009F,TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.2,0xCCA8,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLSv1.2,0x0084,TLS_RSA_WITH_CAMELLIA_256_CBC_SHA",
        "TLSv1.2,0xC03D,TLS_RSA_WITH_ARIA_256_CBC_SHA384",
        "TLSv1.2,0x0096,TLS_RSA_WITH_SEED_CBC_SHA",
        "TLSv1.2,0xC0A1,TLS_RSA_WITH_AES_256_CCM_8",
        "TLSv1.2,0x003B,TLS_RSA_WITH_NULL_SHA256",
        "TLSv1,0x0033,TLS_DHE_RSA_WITH_AES_128_CBC_SHA"
    })
    void server_ofAKindCloudflareDoesNotOffer_isRefusedAndThenNamed(String version, String suite, String name)
            throws IOException {
        try (Served served = Servers.bouncy(Odd.of(RSA, version(version), Integer.decode(suite)))) {
            Tls refused = seen(served, Offer.CLOUDFLARE);
            assertThat(refused.outcome()).isEqualTo(Outcome.ALERT);
            assertThat(refused.alert()).isEqualTo(40);
            assertThat(refused.cipher()).isNull();
            Tls seen = seen(served, Offer.EVERYTHING);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.version()).isEqualTo(version);
            assertThat(seen.cipher()).isEqualTo(name);
        }
    }

    private static ProtocolVersion version(String name) {
        return switch (name) {
            case "TLSv1" -> ProtocolVersion.TLSv10;
            case "TLSv1.1" -> ProtocolVersion.TLSv11;
            case "TLSv1.2" -> ProtocolVersion.TLSv12;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA, CipherSuite.TLS_ECDH_anon_WITH_AES_128_CBC_SHA})
    void server_withoutCertificate_isRefusedAndThenSeenToBeAnonymous(int suite) throws IOException {
        try (Served served = Servers.bouncy(Odd.of(RSA, ProtocolVersion.TLSv12, suite))) {
            assertThat(seen(served, Offer.CLOUDFLARE).outcome()).isEqualTo(Outcome.ALERT);
            Tls seen = seen(served, Offer.EVERYTHING);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.cipher()).isEqualTo(Offered.name(suite)).contains("_anon_");
            assertThat(seen.chain()).isNull();
        }
    }

    @Test
    void server_choosingWhatTheLibraryCannotDo_isNamedAllTheSame() throws IOException {
        // A ServerHello of TLS 1.2 that chooses RC4, as old servers do; nothing after it is needed to know.
        byte[] hello = HexFormat.of()
                .parseHex("160303002c" + "02000028" + "0303" + "11".repeat(32) + "00" + "0005" + "00" + "0000");
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(hello);
        })) {
            Tls seen = seen(served, Offer.EVERYTHING);
            assertThat(seen.established()).isFalse();
            assertThat(seen.version()).isEqualTo("TLSv1.2");
            assertThat(seen.cipher()).isEqualTo("TLS_RSA_WITH_RC4_128_SHA");
        }
    }

    @Test
    void sslContext_ofTheJvm_refusesTls10_afterAHandshakeWithIt() throws Exception {
        try (Served served = Servers.bouncy(Odd.of(RSA, ProtocolVersion.TLSv10, 0x002F, 0xC014))) {
            assertThat(seen(served, Offer.CLOUDFLARE).version()).isEqualTo("TLSv1");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
                    SSLSocket tls = (SSLSocket)
                            SSLContext.getDefault().getSocketFactory().createSocket(socket, HOST, 443, true)) {
                tls.setEnabledProtocols(tls.getSupportedProtocols());
                assertThatThrownBy(tls::startHandshake)
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("protocol");
            }
        }
    }

    // Certificates that others stumble over.

    @Test
    void certificate_withoutSubject_isNoReasonToFail() throws IOException {
        List<Minted> chain = List.of(Mint.of("").dns(HOST).by(MIDDLE).mint(), MIDDLE);
        try (Served served =
                Servers.bouncy(Odd.of(chain, ProtocolVersion.TLSv13, CipherSuite.TLS_AES_128_GCM_SHA256))) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.chain().flaws()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA,1024", "SHA1withRSA,2048", "MD5withRSA,1024"})
    void certificate_weak_isTakenDuringTheHandshake(String signature, int bits) throws IOException {
        Minted root = Mint.of("CN=RSA Root").with(Mint.rsa(bits)).ca().mint();
        List<Minted> chain = List.of(Mint.of("CN=" + HOST)
                .dns(HOST)
                .with(root.keys())
                .by(root)
                .signed(signature)
                .mint());
        try (Served served = Servers.bouncy(
                Odd.of(chain, ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256))) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.chain().certificates().get(0).key()).isEqualTo("RSA " + bits);
            assertThat(seen.chain().certificates().get(0).signature()).isEqualTo(signature);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA})
    void certificate_of512Bits_isTakenDuringTheHandshake(int suite) throws IOException {
        List<Minted> chain =
                List.of(Mint.of("CN=x").dns(HOST).with(Mint.rsa(512)).by(MIDDLE).mint(), MIDDLE);
        try (Served served = Servers.bouncy(Odd.of(chain, ProtocolVersion.TLSv12, suite))) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.chain().flaws()).containsExactly(new Flaw(Kind.WEAK, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256})
    void certificate_thatMustStaple_withoutStaple_isRemarked(int suite) throws IOException {
        List<Minted> chain =
                List.of(Mint.of("CN=x").dns(HOST).mustStaple().by(MIDDLE).mint(), MIDDLE);
        ProtocolVersion version =
                suite == CipherSuite.TLS_AES_128_GCM_SHA256 ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12;
        try (Served served = Servers.bouncy(Odd.of(chain, version, suite))) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.chain().flaws()).isEmpty();
            assertThat(seen.chain().remarks()).containsExactly(Remark.NO_STAPLE);
        }
    }

    @Test
    void certificate_notMeantForSigning_isTakenDuringTheHandshake() throws IOException {
        List<Minted> chain = List.of(
                Mint.of("CN=x")
                        .dns(HOST)
                        .usage(KeyUsage.keyAgreement)
                        .by(MIDDLE)
                        .mint(),
                MIDDLE);
        try (Served served = Servers.bouncy(
                Odd.of(chain, ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))) {
            assertThat(seen(served, Offer.CLOUDFLARE).outcome()).isEqualTo(Outcome.ESTABLISHED);
        }
    }

    @Test
    void certificate_wrongInSeveralWays_isJudgedAndTheHandshakeDone() throws IOException {
        List<Minted> chain = List.of(Mint.of("CN=other.test")
                .dns("other.test")
                .until(NOW.minusSeconds(1))
                .mint());
        try (Served served = Servers.jsse(chain, socket -> {})) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.established()).isTrue();
            assertThat(seen.chain().flaws())
                    .containsExactly(
                            new Flaw(Kind.EXPIRED, 0), new Flaw(Kind.SELF_SIGNED, 0), new Flaw(Kind.NAME_MISMATCH, 0));
        }
    }

    @Test
    void certificate_ofTenThousandNames_isRead() throws IOException {
        String[] names = new String[10_000];
        Arrays.setAll(names, i -> "host" + i + ".origin.test");
        names[9_999] = HOST;
        List<Minted> chain = List.of(Mint.of("CN=x").dns(names).by(MIDDLE).mint(), MIDDLE);
        try (Served served = Servers.bouncy(
                Odd.of(chain, ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.chain().certificates().get(0).names()).hasSize(10_000);
            assertThat(seen.chain().flaws()).isEmpty();
        }
    }

    @Test
    void certificate_ofTwentyMegabytes_isNotReadToItsEnd() throws IOException {
        byte[] serverHello = HexFormat.of()
                .parseHex("160303002c" + "02000028" + "0303" + "11".repeat(32) + "00" + "c02f" + "00" + "0000");
        CountDownLatch gone = new CountDownLatch(1);
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            OutputStream out = socket.getOutputStream();
            out.write(serverHello);
            byte[] record = new byte[5 + 16_000];
            record[0] = 22;
            record[1] = 3;
            record[2] = 3;
            record[3] = (byte) (16_000 >> 8);
            record[4] = (byte) 16_000;
            record[5] = 11;
            record[6] = (byte) 0xff;
            try {
                while (true) {
                    out.write(record);
                }
            } catch (IOException e) {
                gone.countDown();
            }
        })) {
            Wire wire = served.dial();
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().outcome()).isEqualTo(Outcome.MALFORMED);
            wire.close();
            assertThat(awaited(gone)).isTrue();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // Server names.

    @Test
    void sni_decidesWhatAServerDoes() throws IOException {
        try (Served served = Servers.jsse(EC, socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
                @Override
                public boolean matches(SNIServerName name) {
                    return new String(name.getEncoded(), ISO_8859_1).equals(HOST);
                }
            }));
            socket.setSSLParameters(parameters);
        })) {
            assertThat(seen(served, Offer.CLOUDFLARE).outcome()).isEqualTo(Outcome.ESTABLISHED);
            Tls wrong = shake(served.dial(), Offer.CLOUDFLARE, "other.test").seen();
            assertThat(wrong.outcome()).isEqualTo(Outcome.ALERT);
            assertThat(wrong.alert()).isEqualTo(112);
            assertThat(wrong.sni()).isEqualTo("other.test");
        }
    }

    @Test
    void sni_isSentAsGiven_orNotAtAll() throws IOException {
        java.util.concurrent.BlockingQueue<String> hellos = new java.util.concurrent.LinkedBlockingQueue<>();
        try (Served served = Servers.raw(socket -> {
            byte[] header = socket.getInputStream().readNBytes(5);
            hellos.add(new String(
                    socket.getInputStream().readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff), ISO_8859_1));
        })) {
            shake(served.dial(), Offer.CLOUDFLARE, "foo_bar.test");
            assertThat(hellos.poll()).contains("foo_bar.test");
            HANDSHAKER.shake(served.dial(), Offer.CLOUDFLARE, null, HOST, List.of());
            assertThat(hellos.poll()).isNotNull().doesNotContain(".test").doesNotContain("http/1.1");
        }
    }

    // Client certificates.

    @Test
    void clientCertificate_demandedWithTls12_endsTheHandshake() throws IOException {
        try (Served served = Servers.jsse(EC, socket -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setNeedClientAuth(true);
        })) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ALERT);
            // Java 17 calls it bad_certificate, Java 25 handshake_failure.
            assertThat(seen.alert()).isIn(42, 40);
            assertThat(seen.certificateDemanded()).isTrue();
            assertThat(seen.chain().flaws()).isEmpty();
        }
    }

    @Test
    void clientCertificate_demandedWithTls13_showsOnTheFirstRead() throws IOException {
        Odd odd =
                new Odd(EC, ProtocolVersion.TLSv13.only(), new int[] {CipherSuite.TLS_AES_128_GCM_SHA256}, null, true);
        try (Served served = Servers.bouncy(odd)) {
            Secured secured = shake(served, Offer.CLOUDFLARE);
            assertThat(secured.seen().outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(secured.seen().certificateDemanded()).isTrue();
            assertThat(secured.lateAlert()).isNull();
            assertThatThrownBy(() -> secured.in().read()).isInstanceOf(IOException.class);
            assertThat(secured.lateAlert()).isEqualTo(116);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientCertificate_merelyWished_isDoneWithout(String version) throws IOException {
        try (Served served = Servers.jsse(EC, socket -> {
            socket.setEnabledProtocols(new String[] {version});
            socket.setWantClientAuth(true);
        })) {
            Secured secured = shake(served, Offer.CLOUDFLARE);
            assertThat(secured.seen().certificateDemanded()).isTrue();
            assertThat(firstLine(secured)).isEqualTo("HTTP/1.1 204 No Content");
        }
    }

    // Not done.

    @ParameterizedTest
    @CsvSource({"0303,02,40", "0301,02,70", "0300,02,40", "0303,02,80", "0303,02,99", "0303,01,112"})
    void alert_isItsNumber(String version, String level, int number) throws IOException {
        byte[] alert = HexFormat.of().parseHex("15" + version + "0002" + level + "%02x".formatted(number));
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(alert);
        })) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.ALERT);
            assertThat(seen.alert()).isEqualTo(number);
            assertThat(seen.version()).isNull();
            assertThat(seen.firstBytes().toArray()).isEqualTo(alert);
        }
    }

    @Test
    void closing_afterTheHello_isClosed() throws IOException {
        try (Served served = Servers.raw(Servers::readRecord)) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.CLOSED);
            assertThat(seen.firstBytes().size()).isZero();
        }
    }

    @Test
    void closing_withCloseNotify_isClosed() throws IOException {
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 1, 0});
        })) {
            assertThat(seen(served, Offer.CLOUDFLARE).outcome()).isEqualTo(Outcome.CLOSED);
        }
    }

    @Test
    void closing_withinTheServerHello_isClosed() throws IOException {
        byte[] half = HexFormat.of().parseHex("160303003a02000036" + "0303" + "11".repeat(10));
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(half);
        })) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.CLOSED);
            assertThat(seen.firstBytes().toArray()).isEqualTo(half);
        }
    }

    @Test
    void reset_afterTheHello_isReset() throws IOException {
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.setSoLinger(true, 0);
        })) {
            assertThat(seen(served, Offer.CLOUDFLARE).outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @Test
    void silence_afterTheHello_isStalled() throws IOException {
        try (Served served = Servers.raw(Servers::waitForEnd)) {
            Wire wire = served.dial(Duration.ofMillis(300));
            Secured secured = shake(wire, Offer.CLOUDFLARE, HOST);
            assertThat(secured.seen().outcome()).isEqualTo(Outcome.STALLED);
            assertThat(secured.in()).isNull();
            assertThat(secured.out()).isNull();
            wire.close();
        }
    }

    @Test
    void silence_afterTheHandshake_endsAtTheDeadline() throws IOException {
        try (Served served = Servers.jsse(EC, socket -> {})) {
            Wire wire = served.dial();
            Secured secured = shake(wire, Offer.CLOUDFLARE, HOST);
            wire.until(Deadline.in(Duration.ofMillis(100)));
            assertThatThrownBy(() -> secured.in().read()).isInstanceOf(SocketTimeoutException.class);
            wire.close();
        }
    }

    @Test
    void drip_ofSingleBytes_isStoppedAtTheDeadline() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc});
            // A byte each time the latch has not come down: as slow as this server likes, and never at an end.
            while (!awaitedFor(over, 20)) {
                out.write(3);
            }
        })) {
            Wire wire = served.dial(Duration.ofMillis(400));
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().outcome()).isEqualTo(Outcome.STALLED);
            over.countDown();
            wire.close();
        }
    }

    private static boolean awaitedFor(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ESMTP\r\n",
                "no\n"
            })
    void plainText_isNoTls_andItsFirstLineIsKept(String text) throws IOException {
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        })) {
            Tls seen = seen(served, Offer.CLOUDFLARE);
            assertThat(seen.outcome()).isEqualTo(Outcome.NOT_TLS);
            assertThat(seen.firstBytes().latin1())
                    .startsWith(text.substring(0, text.indexOf('\n')))
                    .hasSizeLessThanOrEqualTo(64);
        }
    }

    @Test
    void plainText_inPieces_isKeptUpToItsFirstLine() throws IOException {
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            for (String piece : List.of("HT", "TP/1", ".1 400", " Bad Request\r\n")) {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
            Servers.waitForEnd(socket);
        })) {
            Wire wire = served.dial();
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().firstBytes().latin1())
                    .isEqualTo("HTTP/1.1 400 Bad Request\r\n");
            wire.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16030300040e000000", // ServerHelloDone before ServerHello
                "1703030003414243", // application data
                "16030300ff", // announces more and lies: garbage follows
                "1603030004ffffffff"
            })
    void tls_inTheWrongPlace_isMalformed(String hex) throws IOException {
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] garbage = new byte[300];
        Arrays.fill(garbage, (byte) 0xa5);
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(wrong);
            socket.getOutputStream().write(garbage);
            Servers.waitForEnd(socket);
        })) {
            Wire wire = served.dial();
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().outcome()).isEqualTo(Outcome.MALFORMED);
            wire.close();
        }
    }

    @Test
    void serverHello_choosingWhatWasNotOffered_isMalformed() throws IOException {
        byte[] hello = HexFormat.of()
                .parseHex("160303002c" + "02000028" + "0303" + "11".repeat(32) + "00" + "0005" + "00" + "0000");
        try (Served served = Servers.raw(socket -> {
            Servers.readRecord(socket);
            socket.getOutputStream().write(hello);
            Servers.waitForEnd(socket);
        })) {
            Wire wire = served.dial();
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().outcome()).isEqualTo(Outcome.MALFORMED);
            wire.close();
        }
    }

    @Test
    void wire_closedByThisSide_isNotBlamedOnTheServer() throws IOException {
        try (Served served = Servers.raw(Servers::waitForEnd)) {
            Wire wire = served.dial();
            wire.close();
            assertThat(shake(wire, Offer.CLOUDFLARE, HOST).seen().outcome()).isEqualTo(Outcome.STALLED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void flight_withAnyByteChanged_endsInSomeWay(String version) throws IOException {
        boolean v13 = version.equals("TLSv1.3");
        Odd odd = new Odd(
                EC,
                v13 ? ProtocolVersion.TLSv13.only() : ProtocolVersion.TLSv12.only(),
                new int[] {
                    v13 ? CipherSuite.TLS_AES_128_GCM_SHA256 : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                },
                null,
                false);
        for (int place = 0; place < 700; place += 19) {
            int changed = place;
            try (Served served = Servers.bouncy(odd, out -> new FilterOutputStream(out) {
                private int written;

                @Override
                public void write(byte[] bytes, int from, int size) throws IOException {
                    byte[] copy = Arrays.copyOfRange(bytes, from, from + size);
                    if (changed >= written && changed < written + size) {
                        copy[changed - written] ^= 0x55;
                    }
                    written += size;
                    out.write(copy);
                }
            })) {
                Secured secured = shake(served.dial(Duration.ofMillis(150)), Offer.EVERYTHING, HOST);
                assertThat(secured.in() == null)
                        .as("byte %d", changed)
                        .isEqualTo(!secured.seen().established());
            }
        }
    }
}
