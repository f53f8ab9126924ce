package dev.cf5xx.bot.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cf5xx.bot.evidence.Chain.Flaw.Kind;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import dev.cf5xx.bot.evidence.Mint;
import dev.cf5xx.bot.evidence.Mint.Minted;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Tls.Offer;
import dev.cf5xx.bot.evidence.Tls.Outcome;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Handshaker.Secured;
import dev.cf5xx.bot.target.HandshakePermits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with a server that nobody here wrote: {@code openssl s_server}. Skipped where there is none. */
class OpensslTest {
    private static final String HOST = "origin.test";
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Minted ROOT = Mint.root("CN=Lab Root CA");
    private static final Minted LEAF =
            Mint.of("CN=" + HOST).dns(HOST).with(Mint.rsa(2048)).by(ROOT).mint();
    private static final Handshaker HANDSHAKER = new BouncyHandshaker(
            () -> Trust.of(List.of(ROOT.der())), new Revocations(Fetch.NOTHING), Clock.fixed(Mint.NOW, ZoneOffset.UTC));

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        assumeTrue(Files.isExecutable(OPENSSL), "skipped: there is no " + OPENSSL);
        Files.writeString(folder.resolve("key.pem"), pem(LEAF.keys().getPrivate()));
        Files.writeString(folder.resolve("leaf.pem"), pem(LEAF.holder()));
        Files.write(folder.resolve("revoked.der"), Responder.revoked(LEAF, ROOT));
        Files.write(folder.resolve("good.der"), Responder.good(LEAF, ROOT));
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    /** A running {@code openssl s_server}. */
    private static final class Server implements AutoCloseable {
        private final Process process;
        private final int port;
        private final List<Wire> dialled = new ArrayList<>();

        Server(String... options) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of(OPENSSL.toString(), "s_server", "-accept", "127.0.0.1:0", "-www"));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = process.inputReader(UTF_8);
            StringBuilder said = new StringBuilder();
            int found = 0;
            for (String line = output.readLine(); found == 0 && line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("ACCEPT ")) {
                    found = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
                    break;
                }
            }
            port = found;
            assertThat(port).as("openssl said: %s", said).isPositive();
        }

        /** With the certificate of these tests. */
        static Server certified(String options) throws IOException {
            return new Server(("-key key.pem -cert leaf.pem " + options).split(" ", -1));
        }

        /** It serves one client at a time: the one before has to go. */
        Secured shake(Offer offer, String... alpn) {
            dialled.forEach(Wire::close);
            Wire wire = Wire.dial(
                            HandshakePermits.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                            Deadline.in(Duration.ofSeconds(20)))
                    .wire();
            dialled.add(Objects.requireNonNull(wire));
            return HANDSHAKER.shake(wire, offer, HOST, HOST, List.of(alpn));
        }

        Tls seen(Offer offer) {
            return shake(offer).seen();
        }

        @Override
        public void close() {
            dialled.forEach(Wire::close);
            process.destroyForcibly().onExit().join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_3,TLSv1.3,TLS_AES_128_GCM_SHA256",
        "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256,TLSv1.3,TLS_CHACHA20_POLY1305_SHA256",
        "-tls1_3 -groups P-521,TLSv1.3,TLS_AES_128_GCM_SHA256",
        "-tls1_2,TLSv1.2,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "-tls1_2 -cipher AES256-SHA256,TLSv1.2,TLS_RSA_WITH_AES_256_CBC_SHA256",
        "-tls1_1 -cipher DEFAULT:@SECLEVEL=0,TLSv1.1,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "-tls1 -cipher DEFAULT:@SECLEVEL=0,TLSv1,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "-tls1 -cipher AES256-SHA:@SECLEVEL=0,TLSv1,TLS_RSA_WITH_AES_256_CBC_SHA"
    })
    void server_thatCloudflareReaches_isReached(String options, String version, String cipher) throws IOException {
        try (Server server = Server.certified(options)) {
            Secured secured = server.shake(Offer.CLOUDFLARE);
            Tls seen = secured.seen();
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.version()).isEqualTo(version);
            assertThat(seen.cipher()).isEqualTo(cipher);
            assertThat(Objects.requireNonNull(seen.chain()).flaws()).isEmpty();
            Objects.requireNonNull(secured.out()).write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            InputStream in = Objects.requireNonNull(secured.in());
            assertThat(new String(in.readNBytes(15), UTF_8)).isEqualTo("HTTP/1.0 200 ok");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384,TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "-tls1_2 -cipher CAMELLIA256-SHA,TLS_RSA_WITH_CAMELLIA_256_CBC_SHA",
        "-tls1_2 -cipher ARIA128-GCM-SHA256,TLS_RSA_WITH_ARIA_128_GCM_SHA256",
        "-tls1_2 -cipher NULL-SHA256:@SECLEVEL=0,TLS_RSA_WITH_NULL_SHA256",
        "-tls1_2 -cipher ADH-AES256-GCM-SHA384:@SECLEVEL=0,TLS_DH_anon_WITH_AES_256_GCM_SHA384",
        "-tls1_2 -cipher AECDH-AES128-SHA:@SECLEVEL=0,TLS_ECDH_anon_WITH_AES_128_CBC_SHA"
    })
    void server_thatCloudflareShares_noCipherWith_isNamed(String options, String cipher) throws IOException {
        try (Server server = Server.certified(options)) {
            Tls refused = server.seen(Offer.CLOUDFLARE);
            assertThat(refused.outcome()).isEqualTo(Outcome.ALERT);
            assertThat(refused.alert()).isEqualTo(40);
            Tls seen = server.seen(Offer.EVERYTHING);
            assertThat(seen.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(seen.cipher()).isEqualTo(cipher);
            assertThat(seen.chain() == null).isEqualTo(cipher.contains("_anon_"));
        }
    }

    @Test
    void server_withoutAnyCertificate_refusesEvenEverything() throws IOException {
        try (Server server = new Server("-nocert", "-tls1_2", "-cipher", "DEFAULT")) {
            assertThat(server.seen(Offer.CLOUDFLARE).alert()).isEqualTo(40);
            assertThat(server.seen(Offer.EVERYTHING).alert()).isEqualTo(40);
        }
    }

    @Test
    void clientCertificate_demandedWithTls12_isAnAlert() throws IOException {
        try (Server server = Server.certified("-Verify 1 -verify_return_error -tls1_2")) {
            Tls seen = server.seen(Offer.CLOUDFLARE);
            assertThat(seen.certificateDemanded()).isTrue();
            assertThat(seen.outcome()).isEqualTo(Outcome.ALERT);
            assertThat(seen.alert()).isEqualTo(40);
        }
    }

    @Test
    void clientCertificate_demandedWithTls13_isALateAlert() throws IOException {
        try (Server server = Server.certified("-Verify 1 -verify_return_error -tls1_3")) {
            Secured secured = server.shake(Offer.CLOUDFLARE);
            assertThat(secured.seen().certificateDemanded()).isTrue();
            assertThat(secured.seen().outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThatThrownBy(() -> Objects.requireNonNull(secured.in()).read())
                    .isInstanceOf(IOException.class);
            assertThat(secured.lateAlert()).isEqualTo(116);
        }
    }

    @Test
    void alpn_agreed_isNamed() throws IOException {
        try (Server server = Server.certified("-alpn h2")) {
            assertThat(server.shake(Offer.CLOUDFLARE, "h2", "http/1.1").seen().alpn())
                    .isEqualTo("h2");
            Tls without = server.shake(Offer.CLOUDFLARE).seen();
            assertThat(without.established()).isTrue();
            assertThat(without.alpn()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void staple_ofARevokedCertificate_isRead(String version) throws IOException {
        try (Server server = Server.certified("-status_file revoked.der " + version)) {
            assertThat(Objects.requireNonNull(server.seen(Offer.CLOUDFLARE).chain())
                            .flaws())
                    .singleElement()
                    .matches(flaw -> flaw.kind() == Kind.REVOKED && flaw.at() == 0);
        }
        try (Server server = Server.certified("-status_file good.der " + version)) {
            assertThat(Objects.requireNonNull(server.seen(Offer.CLOUDFLARE).chain())
                            .revocation())
                    .isEqualTo(new Revocation(Revocation.Status.GOOD, Revocation.By.STAPLE));
        }
    }
}
