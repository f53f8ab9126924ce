package dev.cf5xx.app;

import static dev.cf5xx.app.SiteCheck.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cf5xx.app.SiteCheck.Pem;
import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.certificate.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole check against servers that nobody here wrote: nginx and {@code openssl s_server}. Skipped where they are missing. */
@Timeout(60)
class RealServersCheckTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Authority ROOT = Authority.root("Test Root", Clock.systemUTC());

    @TempDir
    static Path folder;

    private static Pem good;
    private static Pem expired;
    private static Pem rsa;
    private static Path root;

    @BeforeAll
    static void certificates() throws IOException {
        root = Files.writeString(folder.resolve("root.pem"), ROOT.pem());
        good = write("good", ROOT.issue(Recipe.host(HOST)));
        expired = write("expired", ROOT.issue(Recipe.host(HOST).validity(Duration.ofDays(-90), Duration.ofDays(-3))));
        rsa = write("rsa", ROOT.issue(Recipe.host(HOST).key(KeyKind.RSA_2048)));
    }

    private static Pem write(String name, Identity identity) throws IOException {
        return SiteCheck.write(folder, name, identity);
    }

    private static List<String> options(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--resolve", HOST + ":*:127.0.0.1", "--allow-network", "127.0.0.1/32", "--cacert", root.toString()));
        options.addAll(List.of(more));
        return options;
    }

    private static SiteCheck check(ServerProcess server, String... more) {
        return SiteCheck.of("https://" + HOST + ":" + server.port() + "/", options(more));
    }

    @Nested
    class Nginx {
        @TempDir
        Path prefix;

        private ServerProcess start(String server) throws IOException {
            assumeTrue(Files.isExecutable(NGINX), "skipped: there is no " + NGINX);
            return ServerProcess.nginx(NGINX, prefix, server);
        }

        private ServerProcess tls(Pem shown, String says) throws IOException {
            return start("""
                    server {
                      listen 127.0.0.1:{port} ssl;
                      ssl_certificate %s;
                      ssl_certificate_key %s;
                      %s
                    }""".formatted(shown.chain(), shown.key(), says));
        }

        @Test
        void check_healthySite_findsNothing() throws IOException {
            try (ServerProcess nginx = tls(good, "return 200 '<!doctype html><title>shop</title>';")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
                assertThat(seen.code()).isEmpty();
                assertThat(seen.run().code()).isZero();
                assertThat(seen.report().path("tls").path("version").asText()).isEqualTo("TLSv1.3");
                assertThat(seen.report().path("tls").path("problems")).isEmpty();
                assertThat(seen.under("strict")).isEqualTo("ok");
                assertThat(seen.under("full")).isEqualTo("ok");
            }
        }

        @Test
        void check_healthyPageInGzip_findsNothing() throws IOException {
            String page = "<p>" + "compressible ".repeat(200) + "</p>";
            try (ServerProcess nginx = tls(good, "gzip on; gzip_min_length 1; return 200 '" + page + "';")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
            }
        }

        /** In one batch, because an error is looked at three times with a second between. The last is what nginx makes of
         * an application that is down. */
        @Test
        void check_errorsOfItsOwn_areTheOrigins() throws IOException {
            // Nothing listens on the discard port of a loopback address.
            try (ServerProcess nginx = tls(good, """
                    location /500 { return 500; }
                    location /502 { return 502; }
                    location /503 { return 503; }
                    location /504 { return 504; }
                    location /application { proxy_pass http://127.0.0.1:9; }
                    """)) {
                List<String> paths = List.of("500", "502", "503", "504", "application");
                List<String> rows = paths.stream()
                        .map(path -> "{\"id\": \"" + path + "\", \"url\": \"https://" + HOST + ":" + nginx.port() + "/"
                                + path + "\"}")
                        .toList();
                List<SiteCheck> all = SiteCheck.batch(rows, options());

                for (int i = 0; i < paths.size(); i++) {
                    SiteCheck seen = all.get(i);
                    String status = paths.get(i).equals("application") ? "502" : paths.get(i);
                    assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-" + status);
                    assertThat(seen.code()).isEqualTo(status);
                    assertThat(seen.first().path("fault").asText()).isEqualTo("origin");
                    assertThat(seen.report().path("source").asText()).isEqualTo("origin");
                    assertThat(seen.report().path("tries")).hasSize(3);
                    assertThat(seen.under("strict")).isEqualTo(status);
                }
            }
        }

        /** nginx' way to hang up without a word. */
        @Test
        void check_hangUpWithoutAWord_isAnEmptyReply() throws IOException {
            try (ServerProcess nginx = tls(good, "return 444;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("empty-reply");
                assertThat(seen.code()).isEqualTo("520");
                assertThat(seen.under("strict")).isEqualTo("520");
                assertThat(seen.under("full")).isEqualTo("520");
                assertThat(seen.run().code()).isEqualTo(1);
            }
        }

        @Test
        void check_expiredCertificate_failsUnderStrictOnly() throws IOException {
            try (ServerProcess nginx = tls(expired, "return 200;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("certificate-expired");
                assertThat(seen.code()).isEqualTo("526");
                assertThat(seen.under("strict")).isEqualTo("526");
                assertThat(seen.under("full")).isEqualTo("ok");
                assertThat(seen.report().path("tls").path("problems").toString())
                        .isEqualTo("[\"expired\"]");
            }
        }

        @Test
        void check_revocationStapled_isRead() throws IOException {
            Identity taken = ROOT.issue(Recipe.host(HOST));
            ROOT.revoke(taken.leaf());
            Path staple = Files.write(prefix.resolve("staple.der"), ROOT.staple(taken.leaf()));
            try (ServerProcess nginx = tls(
                    SiteCheck.write(prefix, "taken", taken),
                    "ssl_stapling on; ssl_stapling_file " + staple + "; return 200;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("certificate-revoked");
                assertThat(seen.code()).isEqualTo("526");
                assertThat(seen.under("full")).isEqualTo("ok");
            }
        }

        /** As Authenticated Origin Pulls are set up: nginx asks in the handshake and complains by HTTP. */
        @Test
        void check_clientCertificateDemanded_isNotCalledBrokenForSure() throws IOException {
            try (ServerProcess nginx =
                    tls(good, "ssl_verify_client on; ssl_client_certificate " + root + "; return 200;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.findings()).as(seen.toString()).contains("client-certificate-demanded");
                assertThat(seen.code()).isEmpty();
                assertThat(seen.run().code()).isZero();
                assertThat(seen.report().path("status").asInt()).isEqualTo(400);
                assertThat(seen.report()
                                .path("origins")
                                .path(0)
                                .path("by_ssl_mode")
                                .path("strict")
                                .path("certain")
                                .asBoolean())
                        .isFalse();
            }
        }

        @Test
        void check_http2Offered_isFine() throws IOException {
            try (ServerProcess nginx = start("""
                    server {
                      listen 127.0.0.1:{port} ssl http2;
                      ssl_certificate %s;
                      ssl_certificate_key %s;
                      return 200;
                    }""".formatted(good.chain(), good.key()))) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
                assertThat(seen.under("strict")).isEqualTo("ok");
                assertThat(seen.report()
                                .path("origins")
                                .path(0)
                                .path("https")
                                .path("tls")
                                .path("alpn")
                                .asText())
                        .isEqualTo("h2");
            }
        }

        @Test
        void check_cipherThatCloudflareLacks_isNamed() throws Exception {
            Path group = Files.writeString(prefix.resolve("dh.pem"), dhParameters());
            try (ServerProcess nginx = tls(
                    rsa,
                    "ssl_protocols TLSv1.2; ssl_ciphers DHE-RSA-AES256-GCM-SHA384; ssl_dhparam " + group
                            + "; return 200;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("no-shared-cipher");
                assertThat(seen.code()).isEqualTo("525");
                assertThat(seen.first().path("says").asText()).contains("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");
                assertThat(seen.under("full")).isEqualTo("525");
            }
        }

        /** RFC 7919's group, because making one takes minutes. */
        private static String dhParameters() throws GeneralSecurityException, IOException {
            DHParameters group = DHStandardGroups.rfc7919_ffdhe2048;
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("DH");
            parameters.init(new DHParameterSpec(group.getP(), group.getG()));
            return "-----BEGIN DH PARAMETERS-----\n"
                    + Base64.getMimeEncoder().encodeToString(parameters.getEncoded())
                    + "\n-----END DH PARAMETERS-----\n";
        }

        @Test
        void check_nameItDoesNotServe_isAnUnknownSni() throws IOException {
            try (ServerProcess nginx = start("""
                    server {
                      listen 127.0.0.1:{port} ssl;
                      ssl_reject_handshake on;
                    }
                    server {
                      listen 127.0.0.1:{port} ssl;
                      server_name elsewhere.example.net;
                      ssl_certificate %s;
                      ssl_certificate_key %s;
                    }""".formatted(good.chain(), good.key()))) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("sni-unknown");
                assertThat(seen.code()).isEqualTo("525");
            }
        }

        @Test
        void check_plainHttpOnTheTlsPort_isToldSo() throws IOException {
            try (ServerProcess nginx = start("server { listen 127.0.0.1:{port}; return 200; }")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("plain-http-on-tls-port");
                assertThat(seen.code()).isEqualTo("525");
                assertThat(seen.run().code()).isEqualTo(1);
            }
        }

        @Test
        void check_redirectToItself_isALoop() throws IOException {
            try (ServerProcess nginx = tls(good, "return 301 https://$http_host$request_uri;")) {
                SiteCheck seen = check(nginx);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("redirect-loop");
                assertThat(seen.run().code()).isEqualTo(1);
            }
        }

        /** The site's name leads to it, and it is named as the origin too, with both ports. */
        @Test
        void check_originWithBothPorts_isJudgedUnderEveryMode() throws IOException {
            try (ServerProcess nginx = start("""
                    server {
                      listen 127.0.0.1:{port} ssl;
                      ssl_certificate %s;
                      ssl_certificate_key %s;
                      return 200;
                    }""".formatted(expired.chain(), expired.key()));
                    ServerProcess plain = start("server { listen 127.0.0.1:{port}; return 503; }")) {
                SiteCheck seen = check(nginx, "--origin", "127.0.0.1:" + nginx.port() + ":" + plain.port());

                assertThat(seen.under("off")).as(seen.toString()).isEqualTo("503");
                assertThat(seen.under("flexible")).isEqualTo("503");
                assertThat(seen.under("full")).isEqualTo("ok");
                assertThat(seen.under("strict")).isEqualTo("526");
            }
        }
    }

    @Nested
    class Openssl {
        private ServerProcess start(Pem shown, String options) throws IOException {
            assumeTrue(Files.isExecutable(OPENSSL), "skipped: there is no " + OPENSSL);
            List<String> words = new ArrayList<>(List.of(
                    "-www",
                    "-key",
                    shown.key().toString(),
                    "-cert",
                    shown.chain().toString()));
            if (!options.isEmpty()) {
                words.addAll(List.of(options.split(" ", -1)));
            }
            return ServerProcess.openssl(OPENSSL, folder, words);
        }

        /** {@code -verify} asks for a client certificate and does without. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "-tls1_3",
                    "-tls1_2",
                    "-tls1_2 -cipher AES128-SHA",
                    "-tls1_1 -cipher DEFAULT:@SECLEVEL=0",
                    "-tls1 -cipher DEFAULT:@SECLEVEL=0",
                    "-tls1_2 -verify 1",
                    "-tls1_3 -verify 1"
                })
        void check_whatCloudflareCanSpeak_isFine(String options) throws IOException {
            try (ServerProcess openssl = start(rsa, options)) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
                assertThat(seen.under("strict")).isEqualTo("ok");
                assertThat(seen.run().code()).isZero();
            }
        }

        @ParameterizedTest
        @CsvSource({
            "DHE-RSA-AES256-GCM-SHA384, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "ECDHE-RSA-CHACHA20-POLY1305, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        })
        void check_cipherThatCloudflareLacks_isNamed(String cipher, String named) throws IOException {
            try (ServerProcess openssl = start(rsa, "-tls1_2 -cipher " + cipher)) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("no-shared-cipher");
                assertThat(seen.code()).isEqualTo("525");
                assertThat(seen.first().path("says").asText()).contains(named);
            }
        }

        @Test
        void check_selfSignedCertificate_failsUnderStrictOnly() throws IOException {
            Pem own = write("own", Authority.selfSigned(Recipe.host(HOST), Clock.systemUTC()));
            try (ServerProcess openssl = start(own, "")) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("certificate-self-signed");
                assertThat(seen.under("strict")).isEqualTo("526");
                assertThat(seen.under("full")).isEqualTo("ok");
            }
        }

        /** Authenticated Origin Pulls look like this: what Cloudflare, who has the certificate, gets to see is open. */
        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void check_clientCertificateDemanded_isInDoubt(String version) throws IOException {
            try (ServerProcess openssl = start(rsa, version + " -Verify 1 -verify_return_error")) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("client-certificate-demanded");
                assertThat(seen.first().path("certain").asBoolean()).isFalse();
                assertThat(seen.code()).isIn("520", "525");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void check_revocationStapled_isRead(String version) throws IOException {
            Identity taken = ROOT.issue(Recipe.host(HOST).key(KeyKind.RSA_2048));
            ROOT.revoke(taken.leaf());
            Path staple = Files.write(folder.resolve("staple.der"), ROOT.staple(taken.leaf()));
            try (ServerProcess openssl = start(write("taken", taken), version + " -status_file " + staple)) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("certificate-revoked");
                assertThat(seen.code()).isEqualTo("526");
            }
        }

        @Test
        void check_serverWithoutACertificate_refusesTheHandshake() throws IOException {
            assumeTrue(Files.isExecutable(OPENSSL), "skipped: there is no " + OPENSSL);
            try (ServerProcess openssl =
                    ServerProcess.openssl(OPENSSL, folder, List.of("-www", "-nocert", "-tls1_2"))) {
                SiteCheck seen = check(openssl);

                assertThat(seen.finding()).as(seen.toString()).isEqualTo("handshake-refused");
                assertThat(seen.code()).isEqualTo("525");
            }
        }
    }
}
