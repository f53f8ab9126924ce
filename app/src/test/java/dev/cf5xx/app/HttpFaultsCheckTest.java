package dev.cf5xx.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.cf5xx.app.SiteCheck.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does wrong once the request is there, done by one that nobody here wrote: WireMock. */
@Timeout(60)
class HttpFaultsCheckTest {
    private static final String PASSWORD = "changeit";
    private static final Authority ROOT = Authority.root("Test Root", Clock.systemUTC());

    private static WireMockServer server;
    private static Path root;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        root = Files.writeString(folder.resolve("root.pem"), ROOT.pem());
        Path keys = keyStore(folder.resolve("keys.p12"), ROOT.issue(Recipe.host(HOST)));
        server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(keys.toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                // Whoever is kept waiting is not waited for.
                .jettyStopTimeout(0L));
        server.start();
    }

    private static Path keyStore(Path file, Identity identity) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                identity.key(),
                PASSWORD.toCharArray(),
                identity.chain().toArray(new Certificate[0]));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private static SiteCheck check(String scheme, ResponseDefinitionBuilder answer, String... more) {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(answer));
        int port = scheme.equals("https") ? server.httpsPort() : server.port();
        List<String> options = new ArrayList<>(List.of(
                "--resolve", HOST + ":*:127.0.0.1", "--allow-network", "127.0.0.1/32", "--cacert", root.toString()));
        options.addAll(List.of(more));
        return SiteCheck.of(scheme + "://" + HOST + ":" + port + "/", options);
    }

    @ParameterizedTest
    @CsvSource({
        "http, EMPTY_RESPONSE, empty-reply",
        "https, EMPTY_RESPONSE, empty-reply",
        "http, RANDOM_DATA_THEN_CLOSE, not-http",
        "https, RANDOM_DATA_THEN_CLOSE, not-http",
        "http, CONNECTION_RESET_BY_PEER, reset-after-request",
        "https, CONNECTION_RESET_BY_PEER, reset-after-request",
    })
    void check_answerThatIsNone_isA520(String scheme, Fault fault, String finding) {
        SiteCheck seen = check(scheme, aResponse().withFault(fault));

        assertThat(seen.finding()).as(seen.toString()).isEqualTo(finding);
        assertThat(seen.code()).isEqualTo("520");
        assertThat(seen.report().path("status").isNull()).isTrue();
        assertThat(seen.run().code()).isEqualTo(1);
    }

    /** WireMock calls the garbage gzip for a client that accepts it. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void check_goodHeaderAndGarbageCalledGzip_isBrokenCompression(String scheme) {
        SiteCheck seen = check(scheme, aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThat(seen.finding()).as(seen.toString()).isEqualTo("broken-compression");
        assertThat(seen.code()).isEqualTo("502");
        assertThat(seen.report().path("status").asInt()).isEqualTo(200);
        assertThat(seen.run().code()).isEqualTo(1);
    }

    @Test
    void check_maintenance_isTheOriginsOwn503() {
        SiteCheck seen = check(
                "https",
                aResponse()
                        .withStatus(503)
                        .withHeader("Retry-After", "3600")
                        .withHeader("Content-Type", "text/html")
                        .withBody("<!doctype html><title>Back soon</title>"));

        assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-503");
        assertThat(seen.code()).isEqualTo("503");
        assertThat(seen.under("strict")).isEqualTo("503");
        assertThat(seen.report().path("tries").toString()).isEqualTo("[503,503,503]");
        assertThat(seen.run().code()).isEqualTo(1);
    }

    @Test
    void check_answerLaterThanCloudflareWaits_isA524() {
        SiteCheck seen = check("https", aResponse().withFixedDelay(30_000));

        assertThat(seen.finding()).as(seen.toString()).isEqualTo("silent");
        assertThat(seen.code()).isEqualTo("524");
        assertThat(seen.run().code()).isEqualTo(1);
    }

    @Test
    void check_bodyThatComesInPieces_isFine() {
        SiteCheck seen =
                check("https", aResponse().withBody("piece ".repeat(100)).withChunkedDribbleDelay(10, 500));

        assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
        assertThat(seen.findings()).doesNotContain("body-short");
        assertThat(seen.run().code()).isZero();
    }

    /** The header was there in time; how slow the rest is, is no error of Cloudflare's. */
    @Test
    void check_bodyThatOutlastsTheCheck_isFineAllTheSame() {
        SiteCheck seen = check(
                "https",
                aResponse().withBody("piece ".repeat(100)).withChunkedDribbleDelay(100, 60_000),
                "--max-time",
                "3s");

        assertThat(seen.code()).as(seen.toString()).isEmpty();
        assertThat(seen.report().path("status").asInt()).isEqualTo(200);
    }
}
