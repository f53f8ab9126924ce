package dev.cf5xx.lab.origin;

import static dev.cf5xx.lab.origin.Client.IMPATIENT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario does on the wire what it says. */
class ScenarioTest {
    private static final String HOST = "origin.test";
    private static final Ground GROUND = Ground.on(InetAddress.getLoopbackAddress(), HOST, Clock.systemUTC())
            .patience(Duration.ofMillis(50))
            .drip(Duration.ofMillis(20));

    @Test
    void ids_areAllDifferent() {
        assertThat(Arrays.stream(Scenario.values()).map(Scenario::id)).doesNotHaveDuplicates();
    }

    // Connecting.

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "ADMITS_ONLY_CLOUDFLARE"})
    void refused_connecting_isRefusedOnBothPorts(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            assertThatThrownBy(() -> Client.plain(origin.address())).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> Client.plain(origin.plain())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void admittingOnlyCloudflare_forCloudflare_isHealthy() throws IOException {
        try (Origin origin = Scenario.ADMITS_ONLY_CLOUDFLARE.start(GROUND)) {
            assertThat(Client.tls(origin.forCloudflare(), HOST).statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void refusingCloudflare_forUs_isHealthyAndRefusedForCloudflare() throws IOException {
        try (Origin origin = Scenario.REFUSES_CLOUDFLARE.start(GROUND)) {
            assertThat(Client.tls(origin.address(), HOST).statusLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThatThrownBy(() -> Client.plain(origin.forCloudflare())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void synUnanswered_connecting_timesOut() throws IOException {
        try (Origin origin = Scenario.SYN_UNANSWERED.start(GROUND);
                Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(origin.address(), IMPATIENT_MILLIS))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void noRoute_connecting_saysUnreachable() throws IOException {
        try (Origin origin = Scenario.NO_ROUTE.start(GROUND)) {
            assertThatThrownBy(() -> Client.plain(origin.address())).hasMessageContaining("unreachable");
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void packetLoss_starting_saysWhatItNeeds() {
        assertThatThrownBy(() -> Scenario.PACKET_LOSS.start(GROUND))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("root");
    }

    @Test
    void resetOnAccept_connecting_isResetWithoutAByte() throws IOException {
        try (Origin origin = Scenario.RESET_ON_ACCEPT.start(GROUND)) {
            Client client = Client.plain(origin.plain());
            assertThat(client.end).isEqualTo("reset");
            assertThat(client.said).isEmpty();
            assertThat(Client.tls(origin.address(), HOST).handshake).isEqualTo("reset");
        }
    }

    @Test
    void ipv6Refused_connecting_worksByIpv4Only() throws IOException {
        Origin started;
        try {
            started = Scenario.IPV6_REFUSED.start(GROUND);
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, e.getMessage());
            return;
        }
        try (Origin origin = started) {
            assertThat(Client.tls(origin.address(), HOST).statusLine()).isEqualTo("HTTP/1.1 200 OK");
            InetSocketAddress six =
                    new InetSocketAddress(origin.second(), origin.address().getPort());
            assertThatThrownBy(() -> Client.plain(six)).isInstanceOf(ConnectException.class);
        }
    }

    // Handshakes.

    @ParameterizedTest
    @CsvSource({
        "RESET_AFTER_CLIENT_HELLO, reset",
        "CLOSED_AFTER_CLIENT_HELLO, failed",
        "ALERT_HANDSHAKE_FAILURE, alert 40",
        "ALERT_ACCESS_DENIED, alert 49",
        "ALERT_PROTOCOL_VERSION, alert 70",
        "ALERT_INTERNAL_ERROR, alert 80",
        "ALERT_UNRECOGNIZED_NAME, alert 112",
        "ALERT_UNKNOWN, alert 99",
        "HALF_SERVER_HELLO, failed",
        "GARBAGE_ON_TLS_PORT, failed",
        "PLAIN_HTTP_ON_TLS_PORT, failed",
        "SSH_ON_TLS_PORT, failed",
        "SNI_UNKNOWN, alert 112",
    })
    void handshake_ofABadServer_failsAsItSays(Scenario scenario, String handshake) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            assertThat(Client.tls(origin.address(), HOST).handshake).isEqualTo(handshake);
            assertThat(Client.plain(origin.plain()).statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void handshake_stalled_getsNothing() throws IOException {
        try (Origin origin = Scenario.STALLED_AFTER_CLIENT_HELLO.start(GROUND)) {
            assertThat(Client.impatient(origin.address(), HOST).handshake).isEqualTo("silence");
        }
    }

    static Stream<Object[]> oddServers() {
        return Stream.of(
                new Object[] {Scenario.TLS_1_0_ONLY, ProtocolVersion.TLSv10, null},
                new Object[] {Scenario.TLS_1_1_ONLY, ProtocolVersion.TLSv11, null},
                new Object[] {Scenario.TLS_1_2_ONLY, ProtocolVersion.TLSv12, null},
                new Object[] {Scenario.TLS_1_3_ONLY, ProtocolVersion.TLSv13, null},
                new Object[] {Scenario.DHE_ONLY, ProtocolVersion.TLSv12, CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
                },
                new Object[] {
                    Scenario.CHACHA_ONLY,
                    ProtocolVersion.TLSv12,
                    CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
                },
                new Object[] {
                    Scenario.CAMELLIA_ONLY, ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_CAMELLIA_256_CBC_SHA
                },
                new Object[] {Scenario.STATIC_RSA_ONLY, ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA
                },
                new Object[] {Scenario.CBC_ONLY, ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
                },
                new Object[] {
                    Scenario.ANONYMOUS, ProtocolVersion.TLSv12, CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256
                });
    }

    @ParameterizedTest
    @MethodSource("oddServers")
    void handshake_ofAnOddServer_agreesOnWhatItHas(Scenario scenario, ProtocolVersion version, Integer suite)
            throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            Client client = Client.tls(origin.address(), HOST);
            assertThat(client.handshake).isEqualTo("ok");
            assertThat(client.version).isEqualTo(version);
            if (suite != null) {
                assertThat(client.suite).isEqualTo(suite);
            }
            assertThat(client.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void sniRequired_withTheName_worksAndWithoutFails() throws IOException {
        try (Origin origin = Scenario.SNI_REQUIRED.start(GROUND)) {
            assertThat(Client.tls(origin.address(), HOST).statusLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(Client.tls(origin.address(), "").handshake).isEqualTo("alert 112");
        }
    }

    @Test
    void otherDefaultCertificate_byName_isShown() throws Exception {
        try (Origin origin = Scenario.OTHER_DEFAULT_CERTIFICATE.start(GROUND)) {
            assertThat(leaf(Client.tls(origin.address(), HOST))
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=" + HOST);
            assertThat(leaf(Client.tls(origin.address(), ""))
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=other." + HOST);
        }
    }

    @Test
    void clientCertificate_tls12_failsInTheHandshake() throws IOException {
        try (Origin origin = Scenario.CLIENT_CERTIFICATE_TLS_1_2.start(GROUND)) {
            Client client = Client.tls(origin.address(), HOST);
            assertThat(client.clientCertificateAsked).isTrue();
            assertThat(client.handshake).isEqualTo("alert 40");
        }
    }

    @Test
    void clientCertificate_tls13_failsAfterTheHandshake() throws IOException {
        try (Origin origin = Scenario.CLIENT_CERTIFICATE_TLS_1_3.start(GROUND)) {
            Client client = Client.tls(origin.address(), HOST);
            assertThat(client.clientCertificateAsked).isTrue();
            assertThat(client.handshake).isEqualTo("ok");
            assertThat(client.end).isEqualTo("alert 116");
        }
    }

    @Test
    void h2_agreedOn_isSpokenOnlyByTheHealthy() throws IOException {
        assertThat(h2(Scenario.H2_HEALTHY, 20_000)).startsWith("\0\0\0\4\0");
        assertThat(h2(Scenario.H2_BUT_HTTP1, 20_000)).startsWith("HTTP/1.1 400 ");
        assertThat(h2(Scenario.H2_GOAWAY, 20_000)).startsWith("\0\0\0\4\0").contains("\0\0\10\7\0");
        assertThat(h2(Scenario.H2_SILENT, IMPATIENT_MILLIS)).isEmpty();
    }

    private static String h2(Scenario scenario, int millis) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            Client client = Client.tls(origin.address(), HOST, millis, "h2");
            assertThat(client.alpn).isEqualTo("h2");
            Client other = Client.tls(origin.address(), HOST, 20_000, "http/1.1");
            assertThat(other.statusLine()).isEqualTo("HTTP/1.1 200 OK");
            return client.said;
        }
    }

    @Test
    void h2Healthy_askedByTheJdk_answersOverHttp2() throws Exception {
        Ground ground = GROUND.at(InetAddress.getLoopbackAddress(), "localhost");
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry("root", ground.root().certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (Origin origin = Scenario.H2_HEALTHY.start(ground)) {
            URI uri = URI.create("https://localhost:" + origin.address().getPort() + "/");
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(tls)
                    .build()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("It works");
        }
    }

    // Certificates.

    private static X509Certificate certificate(Client client, int i) throws Exception {
        byte[] der = client.chain.getCertificateAt(i).getEncoded();
        return (X509Certificate) CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                .generateCertificate(new ByteArrayInputStream(der));
    }

    private static X509Certificate leaf(Client client) throws Exception {
        return certificate(client, 0);
    }

    static Stream<Scenario> certificates() {
        return Arrays.stream(Scenario.values()).filter(it -> it.layer() == Layer.CERTIFICATE);
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void certificate_whateverItIs_isShownAndThePageFollows(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            Client client = Client.tlsWithoutStaple(origin.address(), HOST);
            assertThat(client.handshake).isEqualTo("ok");
            assertThat(client.statusLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(Client.plain(origin.plain()).statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static Client shown(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            return Client.tls(origin.address(), HOST);
        }
    }

    private static Client shownWithoutStaple(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            return Client.tlsWithoutStaple(origin.address(), HOST);
        }
    }

    @Test
    void certificate_ofEachScenario_hasTheFaultItSays() throws Exception {
        assertThatThrownBy(() -> leaf(shown(Scenario.EXPIRED)).checkValidity()).hasMessageContaining("expired");
        assertThatThrownBy(() -> leaf(shown(Scenario.NOT_YET_VALID)).checkValidity())
                .hasMessageContaining("not valid");
        X509Certificate self = leaf(shown(Scenario.SELF_SIGNED));
        self.verify(self.getPublicKey());
        Client incomplete = shown(Scenario.CHAIN_INCOMPLETE);
        assertThat(incomplete.chain.getLength()).isEqualTo(1);
        leaf(incomplete).verify(GROUND.intermediate().certificate().getPublicKey());
        assertThat(certificate(shown(Scenario.CHAIN_SHUFFLED), 1))
                .isEqualTo(GROUND.root().certificate());
        assertThat(shown(Scenario.CHAIN_DEEP).chain.getLength()).isEqualTo(6);
        assertThat(leaf(shown(Scenario.COMMON_NAME_ONLY)).getSubjectAlternativeNames())
                .isNullOrEmpty();
        assertThat(leaf(shown(Scenario.IP_NAME_ONLY))
                        .getSubjectAlternativeNames()
                        .toString())
                .isEqualTo("[[7, 127.0.0.1]]");
        assertThat(leaf(shown(Scenario.ORIGIN_CA_ECC)).getIssuerX500Principal().getName())
                .contains("OU=CloudFlare Origin SSL ECC Certificate Authority", "O=CloudFlare\\, Inc.");
        assertThatThrownBy(() ->
                        certificate(shown(Scenario.INTERMEDIATE_EXPIRED), 1).checkValidity())
                .hasMessageContaining("expired");
        assertThat(certificate(shown(Scenario.ISSUER_NOT_CA), 1).getBasicConstraints())
                .isEqualTo(-1);
        assertThat(certificate(shown(Scenario.NAME_CONSTRAINT), 1).getExtensionValue("2.5.29.30"))
                .asString(StandardCharsets.US_ASCII)
                .contains("allowed.test");
        assertThat(leaf(shown(Scenario.CLIENTS_ONLY)).getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(leaf(shown(Scenario.SHA1)).getSigAlgName()).isEqualToIgnoringCase("SHA1WITHECDSA");
        assertThat(((java.security.interfaces.RSAPublicKey)
                                leaf(shown(Scenario.RSA_1024)).getPublicKey())
                        .getModulus()
                        .bitLength())
                .isEqualTo(1024);
        assertThat(leaf(shown(Scenario.NO_SUBJECT)).getSubjectX500Principal().getName())
                .isEmpty();
        assertThat(leaf(shownWithoutStaple(Scenario.MUST_STAPLE)).getExtensionValue("1.3.6.1.5.5.7.1.24"))
                .isNotNull();
        X509Certificate spoiled = leaf(shown(Scenario.BAD_SIGNATURE));
        assertThatThrownBy(
                        () -> spoiled.verify(GROUND.intermediate().certificate().getPublicKey()))
                .isInstanceOf(java.security.SignatureException.class);
    }

    @Test
    void staple_ofARevokedCertificate_saysRevoked() throws Exception {
        assertThat(stapled(Scenario.REVOKED_STAPLED)).isInstanceOf(RevokedStatus.class);
        assertThat(stapled(Scenario.GOOD_STAPLED)).isNull();
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static byte[] fetch(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The links of a certificate: to OCSP, to the issuer, to the list of the revoked. */
    private static List<String> links(X509Certificate certificate) {
        List<String> links = new ArrayList<>();
        for (String extension : List.of("1.3.6.1.5.5.7.1.1", "2.5.29.31")) {
            byte[] der = certificate.getExtensionValue(extension);
            Matcher link = Pattern.compile("http://[!-~]+?/(ocsp|ca|crl)")
                    .matcher(der == null ? "" : new String(der, StandardCharsets.ISO_8859_1));
            while (link.find()) {
                links.add(link.group());
            }
        }
        return links;
    }

    @ParameterizedTest
    @CsvSource({"REVOKED, true", "NOT_REVOKED, false"})
    void links_ofACertificate_tellWhetherItIsRevoked(Scenario scenario, boolean revoked) throws Exception {
        try (Origin origin = scenario.start(GROUND)) {
            Client client = Client.tls(origin.address(), HOST);
            X509Certificate leaf = leaf(client);
            List<String> links = links(leaf);
            assertThat(links).hasSize(3);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate issuer = (X509Certificate) factory.generateCertificate(
                    new ByteArrayInputStream(fetch(HttpRequest.newBuilder(URI.create(links.get(1))))));
            assertThat(issuer).isEqualTo(certificate(client, 1));
            X509CRL list = (X509CRL) factory.generateCRL(
                    new ByteArrayInputStream(fetch(HttpRequest.newBuilder(URI.create(links.get(2))))));
            list.verify(issuer.getPublicKey());
            assertThat(list.getRevokedCertificate(leaf.getSerialNumber()) != null)
                    .isEqualTo(revoked);

            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer),
                    leaf.getSerialNumber());
            byte[] asked = new OCSPReqBuilder().addRequest(id).build().getEncoded();
            byte[] posted = fetch(HttpRequest.newBuilder(URI.create(links.get(0)))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(asked)));
            String path = URLEncoder.encode(Base64.getEncoder().encodeToString(asked), StandardCharsets.US_ASCII);
            byte[] got = fetch(HttpRequest.newBuilder(URI.create(links.get(0) + "/" + path)));
            for (byte[] answer : List.of(posted, got)) {
                BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
                assertThat(basic.getResponses()[0].getCertStatus() instanceof RevokedStatus)
                        .isEqualTo(revoked);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REVOKED_BY_OCSP_ONLY, ocsp", "REVOKED_BY_CRL_ONLY, crl"})
    void links_ofOneKind_areTheOnlyOnes(Scenario scenario, String kind) throws Exception {
        assertThat(links(leaf(shown(scenario))).stream().map(it -> it.substring(it.lastIndexOf('/') + 1)))
                .contains(kind)
                .doesNotContain(kind.equals("crl") ? "ocsp" : "crl");
    }

    @Test
    void linksInside_pointWhereNobodyMustGo() throws Exception {
        byte[] der = leaf(shown(Scenario.REVOCATION_INSIDE)).getExtensionValue("1.3.6.1.5.5.7.1.1");
        assertThat(new String(der, StandardCharsets.ISO_8859_1)).contains("http://169.254.169.254/");
    }

    private static Object stapled(Scenario scenario) throws Exception {
        OCSPResponse answer = shown(scenario).staple.getOCSPResponse();
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
        return basic.getResponses()[0].getCertStatus();
    }

    // Answers.

    @ParameterizedTest
    @CsvSource({
        "EMPTY_REPLY, end, ''",
        "RESET_AFTER_REQUEST, reset, ''",
        "RESET_IN_HEADERS, reset, HTTP/1.1 200 OK",
        "HEADERS_CUT, end, HTTP/1.1 200 OK",
        "STATUS_LINE_CUT, end, HTTP/1.1 20",
        "STATUS_MISSING, end, 'HTTP/1.1 '",
        "SSH_BANNER, end, SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7",
        "HTTP_0_9, end, <html><body>No head at all</body></html>",
        "STATUS_999, end, HTTP/1.1 999 Odd",
        "BODY_SHORT, end, HTTP/1.1 200 OK",
        "LATE, end, HTTP/1.1 200 OK",
        "GZIP_BOMB, full, HTTP/1.1 200 OK",
        "HUGE_BODY, full, HTTP/1.1 200 OK",
        "ENDLESS_BODY, full, HTTP/1.1 200 OK",
        "ENDLESS_HEADERS, full, HTTP/1.1 200 OK",
        "ENDLESS_INTERIM, full, HTTP/1.1 103 Early Hints",
        "REDIRECT_TO_ITSELF, end, HTTP/1.1 301 Moved",
        "ORIGIN_502, end, HTTP/1.1 502 Bad Gateway",
        "ORIGIN_503, end, HTTP/1.1 503 Service Temporarily Unavailable",
        "ORIGIN_504, end, HTTP/1.1 504 Gateway Time-out",
        "ORIGIN_521, end, 'HTTP/1.1 521 '",
        "EDGE_520, end, 'HTTP/1.1 520 '",
        "EDGE_530_1016, end, 'HTTP/1.1 530 '",
        "EDGE_CHALLENGE, end, HTTP/1.1 403 Forbidden",
        "EDGE_CUSTOM_PAGE, end, 'HTTP/1.1 522 '",
        "HEALTHY, end, HTTP/1.1 200 OK",
    })
    void answer_withAndWithoutTls_isWhatItSays(Scenario scenario, String end, String statusLine) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            for (Client client : new Client[] {Client.plain(origin.plain()), Client.tls(origin.address(), HOST)}) {
                assertThat(client.statusLine()).isEqualTo(statusLine);
                assertThat(client.end).isEqualTo(end);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "HEADERS_THEN_SILENCE", "BODY_STALLED"})
    void answer_thatStops_isFollowedBySilence(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            assertThat(Client.plain(origin.plain(), IMPATIENT_MILLIS).end).isEqualTo("silence");
            assertThat(Client.tls(origin.address(), HOST, IMPATIENT_MILLIS).end).isEqualTo("silence");
        }
    }

    @Test
    void gzipBomb_unpacked_isAGigabyteOfZeros() throws IOException {
        try (Origin origin = Scenario.GZIP_BOMB.start(GROUND);
                Socket socket = new Socket()) {
            socket.connect(origin.plain());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();
            int head = new String(all, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            long size = 0;
            // At the end the reader compares sum and size with what gzip says of them.
            try (InputStream unpacked =
                    new GZIPInputStream(new ByteArrayInputStream(all, head, all.length - head), 65_536)) {
                byte[] block = new byte[1 << 20];
                for (int n = unpacked.read(block); n >= 0; n = unpacked.read(block)) {
                    size += n;
                }
            }
            assertThat(size).isEqualTo(1L << 30);
            assertThat(all.length).isLessThan(2 << 20);
        }
    }

    @Test
    void headers_ofASize_areAsLong() throws IOException {
        assertThat(head(Scenario.HEADERS_20_KB)).isBetween(20 * 1024, 21 * 1024);
        assertThat(head(Scenario.HEADERS_140_KB)).isBetween(140 * 1024, 141 * 1024);
        assertThat(head(Scenario.HEADER_OF_140_KB)).isBetween(140 * 1024, 141 * 1024);
    }

    private static int head(Scenario scenario) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            return Client.tls(origin.address(), HOST).said.indexOf("\r\n\r\n");
        }
    }

    @Test
    void closing_whileClientsWait_endsThem() throws Exception {
        Origin origin = Scenario.SILENT.start(GROUND);
        try (Socket socket = new Socket()) {
            socket.connect(origin.plain());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            origin.close();
            int read;
            try {
                read = socket.getInputStream().read();
            } catch (java.net.SocketException e) {
                read = -1; // Reset, for what was asked had not been read yet.
            }
            assertThat(read).isEqualTo(-1);
        }
    }
}
