package dev.cf5xx.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The world as a visitor sees it who trusts its root. */
class WorldTest {
    private static final String HTML = "text/html,application/xhtml+xml";
    private static World world;
    private static SSLContext tls;

    @BeforeAll
    static void start() throws Exception {
        world = World.start(0, Clock.systemUTC(), Duration.ofMillis(100));
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(world.pem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** What came, as text: head and body. */
    private record Seen(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    private static Seen get(InetSocketAddress address, String host, String path, String accept) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 20_000);
            socket.setSoTimeout(20_000);
            try (SSLSocket secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, host, address.getPort(), true)) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setServerNames(List.of(new SNIHostName(host)));
                secured.setSSLParameters(parameters);
                secured.startHandshake();
                String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + address.getPort() + "\r\nAccept: "
                        + accept + "\r\nUser-Agent: test\r\nConnection: close\r\n\r\n";
                secured.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                InputStream in = secured.getInputStream();
                String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int end = all.indexOf("\r\n\r\n");
                return new Seen(Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
            }
        }
    }

    private static Seen get(String id, String accept) throws IOException {
        return get(world.edge().address(), world.place(id).host(), "/", accept);
    }

    static List<Place> answering() {
        return world.places().values().stream()
                .filter(it -> it.shows() > 0
                        && !List.of("not-proxied", "intermittent").contains(it.id()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("answering")
    void place_behindTheEdge_showsItsCode(Place place) throws IOException {
        Seen seen = get(place.id(), HTML);
        assertThat(seen.status()).isEqualTo(place.shows());
        assertThat(seen.header("server")).isEqualTo("cloudflare");
        assertThat(seen.header("cf-ray")).matches("[0-9a-f]{16}-[A-Z]{3}");
        if (place.subcode() != null) {
            assertThat(seen.body())
                    .containsPattern("data-translate=\"error\">\\s*Error\\s*</span>\\s*<span>" + place.subcode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "502", "504", "520", "521", "522", "523", "524", "525", "526"})
    void errorPage_forABrowser_hasTheMarksOfCloudflare(String code) throws IOException {
        Seen seen = get(code, HTML);
        String ray = seen.header("cf-ray").substring(0, 16);
        assertThat(seen.body())
                .contains("id=\"cf-wrapper\"", "id=\"cf-error-details\"")
                .contains("class=\"code-label\">Error code " + code + "<")
                .contains("Cloudflare Ray ID: <strong class=\"font-semibold\">" + ray)
                .containsPattern("<title>\\Q" + world.place(code).host() + "\\E \\| " + code + ": \\w")
                .containsPattern("id=\"cf-" + (code.equals("500") ? "cloudflare" : "host")
                        + "-status\"[^>]*class=\"[^\"]*\\bcf-error-source\\b");
        assertThat(seen.header("expires")).isEqualTo("Thu, 01 Jan 1970 00:00:01 GMT");
        assertThat(seen.header("cache-control")).contains("post-check=0, pre-check=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"521", "530", "1020"})
    void error_byAccept_hasItsForm(String id) throws IOException {
        Place place = world.place(id);
        int number = place.subcode() == null ? place.shows() : place.subcode();
        assertThat(get(id, "*/*").body()).isEqualTo("error code: " + number);
        Seen json = get(id, "application/problem+json, application/json;q=0.9");
        assertThat(json.status()).isEqualTo(place.shows());
        assertThat(json.header("content-type")).startsWith("application/problem+json");
        JsonNode object = new ObjectMapper().readTree(json.body());
        assertThat(object.get("cloudflare_error").booleanValue()).isTrue();
        assertThat(object.get("error_code").intValue()).isEqualTo(number);
        assertThat(object.get("ray_id").textValue())
                .isEqualTo(json.header("cf-ray").substring(0, 16));
        assertThat(get(id, "text/markdown").body()).startsWith("---\n").contains("error_code: " + number + "\n");
    }

    @Test
    void origins5xx_passedOn_isTheirsBut502And504AreNot() throws IOException {
        assertThat(get("503", HTML).body()).contains("<hr><center>nginx</center>");
        assertThat(get("origin-500", HTML).body()).contains("<hr><center>nginx</center>");
        assertThat(get("502", HTML).body()).doesNotContain("nginx");
        assertThat(get("504", HTML).body()).doesNotContain("nginx");
    }

    @Test
    void challengeAndBlock_haveTheirMarks() throws IOException {
        Seen challenge = get("challenge", HTML);
        assertThat(challenge.header("cf-mitigated")).isEqualTo("challenge");
        assertThat(challenge.body()).contains("window._cf_chl_opt", "<title>Just a moment...</title>");
        assertThat(get("blocked-by-rule", HTML).body())
                .contains("Attention Required! | Cloudflare", "Sorry, you have been blocked")
                .doesNotContain("code-label");
        assertThat(get("own-page", HTML).body().toLowerCase(Locale.ROOT)).doesNotContain("cloudflare");
        assertThat(get("bare-502", HTML).body()).contains("<hr><center>cloudflare</center>");
    }

    @Test
    void trace_ofADeadSite_answersAndIsNotCounted() throws IOException {
        Place dead = world.place("521");
        int before = world.edge().requests(dead.host());
        Seen seen = get(world.edge().address(), dead.host(), "/cdn-cgi/trace", "*/*");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body())
                .containsPattern("(?m)^fl=[0-9a-z]+$")
                .containsPattern("(?m)^colo=[A-Z]{3}$")
                .contains("\nh=" + dead.host() + "\n", "\nuag=test\n", "\nip=127.0.0.1\n");
        assertThat(world.edge().requests(dead.host())).isEqualTo(before);
    }

    @Test
    void intermittent_askedSixTimes_failsEveryOtherTime() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(get("intermittent", HTML).status());
        }
        assertThat(statuses).containsExactly(520, 200, 520, 200, 520, 200);
    }

    @Test
    void noEdgeCertificate_handshake_fails() {
        assertThatThrownBy(() -> get("no-edge-certificate", HTML))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("handshake_failure");
    }

    @Test
    void unproxied_asked_answersWithoutCloudflare() throws IOException {
        Place place = world.place("not-proxied");
        Seen seen = get(place.origin().address(), place.host(), "/", HTML);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("server")).isEqualTo("nginx");
        assertThat(seen.header("cf-ray")).isEmpty();
    }

    @Test
    void loop_followed_comesBack() throws IOException {
        Place place = world.place("loop");
        assertThat(get("loop", HTML).header("location")).isEqualTo(place.url());
    }

    @Test
    void names_ofAllPlaces_leadToTheEdgeOrTheOrigin() throws Exception {
        for (Place place : world.places().values()) {
            Lookup lookup = new Lookup(place.host() + ".", Type.A);
            lookup.setResolver(new SimpleResolver(world.names().address()));
            lookup.setCache(null);
            Record[] found = lookup.run();
            assertThat(found).as(place.host()).hasSize(1);
            assertThat(((ARecord) found[0]).getAddress())
                    .isEqualTo(
                            place.id().equals("not-proxied")
                                    ? place.origin().address().getAddress()
                                    : world.edge().address().getAddress());
        }
    }

    @Test
    void options_nameEverythingACheckNeeds() {
        assertThat(world.options(Path.of("root.pem")))
                .containsSubsequence("--cacert", "root.pem", "--allow-network", "127.0.0.0/8", "--cloudflare-network")
                .contains("--dns");
        Map<String, Place> places = world.places();
        assertThat(places).containsKeys("500", "502", "503", "504", "520", "521", "522", "523", "524", "525", "526");
        assertThat(places.get("522").originOption()).matches("127\\.0\\.0\\.\\d+:\\d+:\\d+");
        assertThat(places.get("522").url()).matches("https://522\\.demo\\.example\\.net:\\d+/");
    }
}
