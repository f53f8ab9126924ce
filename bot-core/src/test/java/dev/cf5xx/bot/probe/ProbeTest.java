package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.Mint;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.OriginSeen.Http2;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Networks;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal.Reason;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Holds whole checks to what they see, what they ask and what they never touch: real sockets, real TLS, real DNS on loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbeTest {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-check");
        thread.setDaemon(true);
        return thread;
    });
    private static final Consumer<Step> NOBODY = step -> {};
    private static final InetAddress HERE = address("127.0.0.1");
    /** The tests' Cloudflare. */
    private static final InetAddress EDGE = address("127.0.0.2");

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String EDGE_522 = "HTTP/1.1 522 Origin Connection Time-out\r\nServer: cloudflare\r\n"
            + "CF-RAY: 0123456789abcdef-FRA\r\nContent-Length: 4\r\n\r\npage";
    private static final String TRACE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nfl=1f2\nh=x\ncolo=FRA\n";

    @AfterAll
    static void end() {
        POOL.shutdownNow();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SiteUrl url(String text) {
        return (SiteUrl) SiteUrl.read(text);
    }

    private static SiteUrl url(Server server) {
        return url("http://" + server.at().getAddress().getHostAddress() + ":" + server.port() + "/");
    }

    private static SiteUrl secureUrl(Server server, String name) {
        return url("https://" + name + ":" + server.port() + "/");
    }

    private static OriginAddress origin(int httpsPort, int httpPort) {
        return new OriginAddress(HERE, httpsPort, httpPort);
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static AddressPolicy allowing(String... networks) {
        return new AddressPolicy(Networks.of(List.of(networks)), List.of(), List::of);
    }

    private static Probe probe(ProbeSettings settings, AddressPolicy policy, NameServer dns, Executor executor) {
        return new Probe(
                settings,
                new Probe.Surroundings(
                        policy,
                        List.of(dns.at()),
                        EDGE::equals,
                        () -> Keys.TRUST,
                        Clock.fixed(Mint.NOW, ZoneOffset.UTC),
                        executor,
                        Keys.NO_ENVIRONMENT));
    }

    private static Probe probe(ProbeSettings settings, NameServer dns) {
        return probe(settings, allowing("127.0.0.0/8", "::1"), dns, POOL);
    }

    /** Knows no name. */
    private static NameServer nobody() {
        return NameServer.on((question, message, tcp) -> NameServer.code(message, Rcode.NXDOMAIN));
    }

    /** Knows every name under this one address. */
    private static NameServer everybodyAt(String address) {
        String type = address.contains(":") ? "AAAA" : "A";
        return NameServer.on((question, message, tcp) -> !question.endsWith(" " + type)
                || NameServer.answer(message, question.split(" ")[0] + ". 0 IN " + type + " " + address));
    }

    private static Sighting look(SiteUrl url, OriginAddress... origins) throws IOException {
        return look(Settings.patient(), url, origins);
    }

    private static Sighting look(ProbeSettings settings, SiteUrl url, OriginAddress... origins) throws IOException {
        try (NameServer dns = everybodyAt(url.host().startsWith("edge.") ? "127.0.0.2" : "127.0.0.1")) {
            return probe(settings, dns).look(new Question(url, List.of(origins)), NOBODY);
        }
    }

    private static List<String> firstLines(Server server) {
        return server.requests().stream()
                .map(request -> request.substring(0, request.indexOf('\r')))
                .toList();
    }

    private static long asking(Server server, String accept) {
        return server.requests().stream()
                .filter(request -> request.contains("Accept: " + accept))
                .count();
    }

    // Through the edge

    @Test
    void look_healthySiteWithoutEdge_isItsOwnOrigin() throws IOException {
        try (Server server = Server.answering(OK)) {
            SiteUrl url = url("http://shop.example.com:" + server.port() + "/cart?a=1");
            Sighting seen = look(url);

            assertThat(seen.url()).isEqualTo(url);
            assertThat(seen.at()).isEqualTo(Mint.NOW);
            assertThat(seen.proxied()).isFalse();
            assertThat(seen.hops()).hasSize(1);
            assertThat(seen.last().lookup().outcome()).isEqualTo(Lookup.Outcome.ANSWERED);
            assertThat(seen.last().families()).extracting(Tcp::outcome).containsExactly(Tcp.Outcome.CONNECTED);
            Exchange exchange = seen.last().exchange();
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.tls()).isNull();
            assertThat(seen.again()).isEmpty();
            assertThat(seen.machine()).isNull();
            assertThat(seen.trace()).isNull();
            assertThat(seen.stopped()).isNull();
            OriginSeen itself = seen.origins().get(0);
            assertThat(itself.http()).isSameAs(exchange);
            assertThat(itself.address().address()).isEqualTo(HERE);
            assertThat(firstLines(server)).containsExactly("GET /cart?a=1 HTTP/1.1");
        }
    }

    @Test
    void look_errorOfTheEdge_isAskedForInAFormForMachinesTracedAndTriedAgain() throws IOException {
        try (Server edge = Server.on(EDGE, 0, connection -> {
            boolean trace = connection.request().startsWith("GET /cdn-cgi/trace ");
            connection.send(trace ? TRACE : EDGE_522);
        })) {
            Sighting seen = look(url("http://edge.example.com:" + edge.port() + "/"));

            assertThat(seen.proxied()).isTrue();
            assertThat(seen.last().exchange().status()).isEqualTo(522);
            assertThat(seen.machine().status()).isEqualTo(522);
            assertThat(seen.trace().colo()).contains("FRA");
            assertThat(seen.again()).extracting(Exchange::status).containsExactly(522, 522);
            assertThat(seen.origins()).isEmpty();
            assertThat(edge.requests()).hasSize(5);
            assertThat(asking(edge, HttpTalk.FOR_MACHINES)).isEqualTo(1);
            assertThat(asking(edge, HttpTalk.LIKE_A_BROWSER)).isEqualTo(3);
        }
    }

    @Test
    void look_errorNowAndThen_isSeenInTheTries() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (Server server = Server.answeringBy(request ->
                count.incrementAndGet() == 2 ? OK : "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
            Sighting seen = look(url(server));

            assertThat(seen.last().exchange().status()).isEqualTo(503);
            assertThat(seen.again()).extracting(Exchange::status).containsExactly(200, 503);
            assertThat(seen.machine()).as("not the edge's").isNull();
        }
    }

    @Test
    void look_edgeByItsHeaders_isAskedLikeTheEdge() throws IOException {
        try (Server server = Server.on(connection ->
                connection.send(connection.request().startsWith("GET /cdn-cgi/trace ") ? TRACE : EDGE_522))) {
            Sighting seen = look(url(server));

            assertThat(seen.proxied()).isFalse();
            assertThat(seen.machine()).isNotNull();
            assertThat(seen.trace()).isNotNull();
            assertThat(seen.origins()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"200, false", "301, false", "403, true", "404, true", "429, true"})
    void look_edgeWithoutServerError_isAskedForMachinesOnlyOnErrorsAndNeverAgain(int status, boolean machine)
            throws IOException {
        try (Server edge = Server.on(EDGE, 0, connection -> {
            connection.request();
            connection.send("HTTP/1.1 " + status + " X\r\nServer: cloudflare\r\nContent-Length: 0\r\n\r\n");
        })) {
            Sighting seen = look(url(edge));

            assertThat(seen.machine() != null).isEqualTo(machine);
            assertThat(seen.again()).isEmpty();
            assertThat(seen.trace()).as("no trace came").isNull();
        }
    }

    @Test
    void look_refused_isAHopWithItsConnection() throws IOException {
        Sighting seen = look(url("http://127.0.0.1:" + closedPort() + "/"));

        Exchange exchange = seen.last().exchange();
        assertThat(exchange.tcp().outcome()).isEqualTo(Tcp.Outcome.REFUSED);
        assertThat(exchange.http()).isNull();
        assertThat(seen.origins().get(0).http()).isSameAs(exchange);
    }

    @Test
    void look_synUnanswered_isAHopThatTimedOut() throws IOException {
        try (Silence silence = new Silence()) {
            Sighting seen = look(
                    Settings.impatientWithConnects(),
                    url("http://127.0.0.1:" + silence.at().getPort() + "/"));

            assertThat(seen.last().exchange().tcp().outcome()).isEqualTo(Tcp.Outcome.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void look_schemesOwnPort_triesTheOtherSchemesToo(String scheme) throws IOException {
        Sighting seen = look(Settings.impatientWithConnects(), url(scheme + "://127.77.7.7/"));

        OriginSeen itself = seen.origins().get(0);
        assertThat(itself.https().tcp().port()).isEqualTo(443);
        assertThat(itself.http().tcp().port()).isEqualTo(80);
    }

    // Redirects

    @Test
    void look_redirects_areFollowedEachWithItsOwnLookup() throws IOException {
        try (Server server = Server.answeringBy(request -> request.contains("Host: www.")
                        ? OK
                        : "HTTP/1.1 301 Moved\r\nLocation: http://www.example.com:" + port(request)
                                + "/b\r\nContent-Length: 0\r\n\r\n");
                NameServer dns = everybodyAt("127.0.0.1")) {
            Sighting seen = probe(Settings.patient(), dns)
                    .look(new Question(url("http://example.com:" + server.port() + "/a"), List.of()), NOBODY);

            assertThat(seen.hops())
                    .extracting(hop -> hop.url().host())
                    .containsExactly("example.com", "www.example.com");
            assertThat(seen.last().exchange().status()).isEqualTo(200);
            assertThat(firstLines(server)).containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1");
            assertThat(dns.questions())
                    .containsExactlyInAnyOrder(
                            "example.com A", "example.com AAAA", "www.example.com A", "www.example.com AAAA");
            assertThat(seen.stopped()).isNull();
        }
    }

    /** The port that a request's Host header names. */
    private static String port(String request) {
        String host = request.substring(request.indexOf("Host: ") + 6);
        return host.substring(host.indexOf(':') + 1, host.indexOf('\r'));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void look_relativeRedirect_isFollowed(int status) throws IOException {
        try (Server server = Server.answeringBy(request -> request.startsWith("GET /b ")
                ? OK
                : "HTTP/1.1 " + status + " Moved\r\nLocation: b\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(look(url(server)).last().exchange().status()).isEqualTo(200);
        }
    }

    @Test
    void look_redirectToItself_stops() throws IOException {
        try (Server server = Server.answering("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")) {
            Sighting seen = look(url(server));

            assertThat(seen.hops()).hasSize(1);
            assertThat(seen.stopped().reason()).isEqualTo(Reason.REDIRECTS);
        }
    }

    @Test
    void look_redirectsWithoutEnd_stopAfterFive() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (Server server = Server.answeringBy(request ->
                "HTTP/1.1 302 On\r\nLocation: /" + count.incrementAndGet() + "\r\nContent-Length: 0\r\n\r\n")) {
            Sighting seen = look(url(server));

            assertThat(seen.hops()).hasSize(6);
            assertThat(seen.stopped().reason()).isEqualTo(Reason.REDIRECTS);
            assertThat(server.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:%d/, SPECIAL_ADDRESS",
        "http://169.254.169.254/latest/meta-data/, SPECIAL_ADDRESS",
        "http://[::ffff:127.0.0.1]:%d/, SPECIAL_ADDRESS",
        "http://localhost:%d/, INTERNAL_NAME",
        "http://0x7f.1/, SPELLING",
        "ftp://example.com/, SCHEME",
        "http://inside.example.com:%d/, SPECIAL_ADDRESS"
    })
    void look_redirectInside_isNotFollowed(String location, Reason reason) throws IOException {
        // What the attacker is after, and where it must never be seen.
        try (Server inside = Server.answering(OK);
                Server outside = Server.on(EDGE, 0, connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 302 Found\r\nLocation: " + String.format(location, inside.port())
                            + "\r\nContent-Length: 0\r\n\r\n");
                });
                NameServer dns = everybodyAt("127.0.0.1")) {
            Sighting seen = probe(Settings.patient(), allowing("127.0.0.2"), dns, POOL)
                    .look(new Question(url(outside), List.of()), NOBODY);

            assertThat(seen.stopped().reason()).isEqualTo(reason);
            assertThat(seen.hops().get(0).exchange().status()).isEqualTo(302);
            assertThat(inside.requests()).isEmpty();
            assertThat(inside.accepted()).isZero();
        }
    }

    @Test
    void look_redirectToANameThatDoesNotExist_isAHopWithoutExchange() throws IOException {
        try (Server server = Server.answering(
                        "HTTP/1.1 302 Found\r\nLocation: http://gone.example.com/\r\nContent-Length: 0\r\n\r\n");
                NameServer dns = nobody()) {
            Sighting seen = probe(Settings.patient(), dns).look(new Question(url(server), List.of()), NOBODY);

            assertThat(seen.hops()).hasSize(2);
            assertThat(seen.last().lookup().outcome()).isEqualTo(Lookup.Outcome.NXDOMAIN);
            assertThat(seen.last().exchange()).isNull();
            assertThat(seen.stopped()).isNull();
        }
    }

    // Names and the policy

    @Test
    void look_insideName_isNotEvenLookedUp() throws IOException {
        try (NameServer dns = everybodyAt("127.0.0.1")) {
            Sighting seen =
                    probe(Settings.patient(), dns).look(new Question(url("http://localhost/"), List.of()), NOBODY);

            assertThat(seen.stopped().reason()).isEqualTo(Reason.INTERNAL_NAME);
            assertThat(seen.last().exchange()).isNull();
            assertThat(dns.questions()).isEmpty();
        }
    }

    @Test
    void look_oneBadAddressInTheAnswer_connectsToNone() throws IOException {
        try (Server server = Server.answering(OK);
                NameServer dns = NameServer.on((question, message, tcp) -> !question.endsWith(" A")
                        || NameServer.answer(
                                message,
                                "mixed.example.com. 0 IN A 127.0.0.1",
                                "mixed.example.com. 0 IN A 10.0.0.5"))) {
            Sighting seen = probe(Settings.patient(), dns)
                    .look(new Question(url("http://mixed.example.com:" + server.port() + "/"), List.of()), NOBODY);

            assertThat(seen.stopped().reason()).isEqualTo(Reason.SPECIAL_ADDRESS);
            assertThat(seen.stopped().detail()).isEqualTo("10.0.0.5");
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void look_dnsThatChangesItsMind_isBelievedOnceAndConnectedToWhatWasJudged() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Server first = Server.on(EDGE, 0, connection -> {
                    connection.request();
                    connection.send(EDGE_522);
                });
                Server second = Server.on(address("127.0.0.9"), first.port(), connection -> connection.send(OK));
                NameServer dns = NameServer.on((question, message, tcp) -> !question.endsWith(" A")
                        || NameServer.answer(
                                message,
                                "rebind.example.com. 0 IN A 127.0.0." + (asked.getAndIncrement() == 0 ? "2" : "9")))) {
            Sighting seen = probe(Settings.patient(), dns)
                    .look(new Question(url("http://rebind.example.com:" + first.port() + "/"), List.of()), NOBODY);

            assertThat(seen.again()).hasSize(2);
            assertThat(first.requests())
                    .as("the page, for machines, the trace, twice again")
                    .hasSize(5);
            assertThat(second.accepted()).isZero();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void look_fakeAnswer_isOfTheVantage() throws IOException {
        try (NameServer dns = everybodyAt("198.18.0.7")) {
            Sighting seen = probe(Settings.patient(), dns)
                    .look(new Question(url("http://shop.example.com/"), List.of()), NOBODY);

            assertThat(seen.vantage().fakeDns()).isTrue();
            assertThat(seen.vantage().proxied()).isFalse();
            assertThat(seen.stopped().reason()).isEqualTo(Reason.SPECIAL_ADDRESS);
        }
    }

    @Test
    void vantage_proxyInTheEnvironment_isNamedWhicheverItsCase() {
        assertThat(Here.vantage(Map.of("HTTPS_PROXY", "http://10.0.0.1:3128"), false)
                        .proxied())
                .isTrue();
        assertThat(Here.vantage(Map.of("all_proxy", "socks5://10.0.0.1"), false).proxied())
                .isTrue();
        assertThat(Here.vantage(Map.of("http_proxy", "", "NO_PROXY", "*"), false)
                        .proxied())
                .isFalse();
    }

    // Both families

    private static NameServer bothFamilies() {
        return NameServer.on((question, message, tcp) -> NameServer.answer(
                message,
                question.endsWith(" A") ? "both.example.com. 0 IN A 127.0.0.1" : "both.example.com. 0 IN AAAA ::1"));
    }

    /** The same port on IPv6 loopback; skips the test where there is none. */
    private static Server onIpv6(int port, Server.Script script) {
        try {
            return Server.on(address("::1"), port, script);
        } catch (java.io.UncheckedIOException e) {
            assumeTrue(false, "this machine has no IPv6 loopback, or the port is taken there");
            throw e;
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false, 127.0.0.1", "false, true, 0:0:0:0:0:0:0:1", "true, true, 127.0.0.1"})
    void look_twoFamilies_bothAreTriedAndOneCarriesTheRequest(boolean four, boolean six, String carrier)
            throws IOException {
        Server.Script script = connection -> {
            connection.request();
            connection.send(OK);
        };
        int port = closedPort();
        Server one = four ? Server.on(HERE, port, script) : null;
        Server other = six ? onIpv6(port, script) : null;
        try (one;
                other;
                NameServer dns = bothFamilies()) {
            assumeTrue(six || hasIpv6(), "this machine has no IPv6 loopback");
            Hop hop = probe(Settings.patient(), dns)
                    .look(new Question(url("http://both.example.com:" + port + "/"), List.of()), NOBODY)
                    .last();

            assertThat(hop.families())
                    .extracting(Tcp::outcome)
                    .containsExactly(
                            four ? Tcp.Outcome.CONNECTED : Tcp.Outcome.REFUSED,
                            six ? Tcp.Outcome.CONNECTED : Tcp.Outcome.REFUSED);
            assertThat(hop.exchange().tcp().address().getHostAddress()).isEqualTo(carrier);
            assertThat(hop.exchange().status()).isEqualTo(200);
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, address("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void look_neitherFamilyConnects_isAHopWithBoth() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        try (NameServer dns = bothFamilies()) {
            Hop hop = probe(Settings.patient(), dns)
                    .look(new Question(url("http://both.example.com:" + closedPort() + "/"), List.of()), NOBODY)
                    .last();

            assertThat(hop.families()).extracting(Tcp::outcome).containsOnly(Tcp.Outcome.REFUSED);
            assertThat(hop.families()).hasSize(2);
            assertThat(hop.exchange().tcp()).isEqualTo(hop.families().get(0));
        }
    }

    // TLS

    private static void http1(SSLSocket socket) {
        alpn(socket, "http/1.1");
    }

    private static void preferringHttp2(SSLSocket socket) {
        alpn(socket, "h2", "http/1.1");
    }

    private static void alpn(SSLSocket socket, String... protocols) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
    }

    private static void answer(Server.Connection connection) throws IOException {
        connection.request();
        connection.send(OK);
    }

    @Test
    void look_siteOverTls_isSeenWithItsChain() throws IOException {
        List<String> names = new CopyOnWriteArrayList<>();
        try (Server server = Server.overTls(HERE, Keys.of("shop.example.com"), ProbeTest::http1, connection -> {
            ((ExtendedSSLSession) ((SSLSocket) connection.socket()).getSession())
                    .getRequestedServerNames()
                    .forEach(name -> names.add(((SNIHostName) name).getAsciiName()));
            answer(connection);
        })) {
            Sighting seen = look(secureUrl(server, "shop.example.com"));

            Exchange exchange = seen.last().exchange();
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.tls().version()).isEqualTo("TLSv1.3");
            assertThat(exchange.tls().alpn()).isEqualTo("http/1.1");
            assertThat(exchange.tls().chain().flaws()).isEmpty();
            assertThat(names).containsExactly("shop.example.com");
            OriginSeen itself = seen.origins().get(0);
            assertThat(itself.https()).isSameAs(exchange);
            assertThat(itself.http2()).isNull();
            assertThat(itself.anyOffer()).isNull();
            assertThat(server.accepted()).as("nothing is asked twice").isEqualTo(1);
        }
    }

    @Test
    void look_edge_isOfferedOnlyWhatIsAskedFor() throws IOException {
        try (Server edge =
                Server.overTls(EDGE, Keys.of("edge.example.com"), ProbeTest::preferringHttp2, ProbeTest::answer)) {
            Exchange exchange = look(secureUrl(edge, "edge.example.com")).last().exchange();

            assertThat(exchange.tls().alpn()).isEqualTo("http/1.1");
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    private static void speakHttp2(Server.Connection connection) throws IOException {
        connection.in().readNBytes(24 + 9);
        connection.send(HexFormat.of().parseHex("000000040000000000"));
        connection.in().readNBytes(9);
        byte[] ping = connection.in().readNBytes(17);
        ping[4] = 1;
        connection.send(ping);
    }

    /** On connections that agreed on HTTP/2 does this, on others answers. */
    private static Server.Script onHttp2(Server.Script script) {
        return connection -> {
            if ("h2".equals(((SSLSocket) connection.socket()).getApplicationProtocol())) {
                script.serve(connection);
            } else {
                answer(connection);
            }
        };
    }

    @Test
    void look_originThatSpeaksHttp2_isGreetedAndThenAskedByHttp1() throws IOException {
        try (Server server = Server.overTls(
                HERE, Keys.of("shop.example.com"), ProbeTest::preferringHttp2, onHttp2(ProbeTest::speakHttp2))) {
            Sighting seen = look(secureUrl(server, "shop.example.com"));

            assertThat(seen.last().exchange().tls().alpn()).isEqualTo("http/1.1");
            assertThat(seen.last().exchange().status()).isEqualTo(200);
            OriginSeen itself = seen.origins().get(0);
            assertThat(itself.http2()).isEqualTo(Http2.SPOKEN);
            assertThat(itself.https().tls().alpn()).isEqualTo("h2");
            assertThat(itself.https().status()).isEqualTo(200);
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void look_originThatOnlyAnnouncesHttp2_isToldFromOneThatSpeaksIt() throws IOException {
        try (Server server = Server.overTls(
                        HERE,
                        Keys.of("shop.example.com"),
                        ProbeTest::preferringHttp2,
                        onHttp2(connection -> connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")));
                Server plain = Server.answering(OK);
                Server edge = Server.on(EDGE, 0, ProbeTest::answer)) {
            OriginSeen origin = look(url(edge), origin(server.port(), plain.port()))
                    .origins()
                    .get(0);

            assertThat(origin.http2()).isEqualTo(Http2.NOT_SPOKEN);
            assertThat(origin.https().status()).isEqualTo(200);
        }
    }

    @Test
    void look_originThatSpeaksNothingButHttp2_isNotCalledRefused() throws IOException {
        try (Server server = Server.overTls(
                HERE, Keys.of("shop.example.com"), socket -> alpn(socket, "h2"), onHttp2(ProbeTest::speakHttp2))) {
            OriginSeen itself =
                    look(secureUrl(server, "shop.example.com")).origins().get(0);

            assertThat(itself.https().tls().established()).isTrue();
            assertThat(itself.https().http()).isNull();
            assertThat(itself.http2()).isEqualTo(Http2.SPOKEN);
            assertThat(itself.anyOffer()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void look_clientCertificateDemanded_isAnAlertWhicheverTheVersion(String version) throws IOException {
        try (Server server = Server.overTls(
                HERE,
                Keys.of("shop.example.com"),
                socket -> {
                    http1(socket);
                    socket.setEnabledProtocols(new String[] {version});
                    socket.setNeedClientAuth(true);
                },
                ProbeTest::answer)) {
            Exchange https =
                    look(secureUrl(server, "shop.example.com")).origins().get(0).https();

            assertThat(https.tls().certificateDemanded()).isTrue();
            assertThat(https.tls().alert()).isNotNull();
            if (version.equals("TLSv1.3")) {
                assertThat(https.tls().established()).isTrue();
                assertThat(https.http().outcome()).isEqualTo(Http.Outcome.TLS_ALERT);
            } else {
                assertThat(https.tls().outcome()).isEqualTo(Tls.Outcome.ALERT);
                assertThat(https.http()).isNull();
            }
        }
    }

    @Test
    void look_handshakeRefused_isTriedWithEverythingAndWithoutName() throws IOException {
        SSLContext context = Keys.of("shop.example.com");
        try (Server server = Server.overTls(
                        HERE,
                        context,
                        socket -> socket.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"}),
                        ProbeTest::answer);
                Server plain = Server.answering(OK);
                Server edge = Server.on(EDGE, 0, ProbeTest::answer)) {
            OriginSeen origin = look(
                            url("http://edge.example.com:" + edge.port() + "/"), origin(server.port(), plain.port()))
                    .origins()
                    .get(0);

            assertThat(origin.https().tls().outcome()).isEqualTo(Tls.Outcome.ALERT);
            assertThat(origin.https().tls().sni()).isEqualTo("edge.example.com");
            assertThat(origin.anyOffer().offer()).isEqualTo(Tls.Offer.EVERYTHING);
            assertThat(origin.anyOffer().sni()).isEqualTo("edge.example.com");
            assertThat(origin.withoutSni().offer()).isEqualTo(Tls.Offer.CLOUDFLARE);
            assertThat(origin.withoutSni().sni()).isNull();
            assertThat(origin.http().status()).isEqualTo(200);
            assertThat(plain.requests().get(0)).contains("Host: edge.example.com:" + edge.port());
        }
    }

    @Test
    void look_plainHttpOnTheTlsPort_isNotTriedInOtherWays() throws IOException {
        try (Server server = Server.on(connection -> {
            connection.in().read();
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            OriginSeen itself =
                    look(secureUrl(server, "shop.example.com")).origins().get(0);

            assertThat(itself.https().tls().outcome()).isEqualTo(Tls.Outcome.NOT_TLS);
            assertThat(itself.https().tls().firstBytes().latin1()).startsWith("HTTP/1.1 400");
            assertThat(itself.anyOffer()).isNull();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void look_handshakeThatStalls_endsAfterItsOwnPatience() throws IOException {
        try (Server server = Server.on(Server.Connection::stall)) {
            Exchange exchange = look(Settings.impatientWithHandshakes(), secureUrl(server, "shop.example.com"))
                    .last()
                    .exchange();

            assertThat(exchange.tcp().connected()).isTrue();
            assertThat(exchange.tls().outcome()).isEqualTo(Tls.Outcome.STALLED);
        }
    }

    @Test
    void look_handshakeStillGoingOnAtTheEndOfTheCheck_isStalledAndNotReset() throws IOException {
        try (Server server = Server.on(connection -> {
            // Records without end, each in time: only the end of the check ends this.
            byte[] changeCipherSpec = {20, 3, 3, 0, 1, 1};
            while (true) {
                connection.send(changeCipherSpec);
                Thread.sleep(5);
            }
        })) {
            Exchange exchange = look(Settings.impatient(), secureUrl(server, "shop.example.com"))
                    .last()
                    .exchange();

            assertThat(exchange.tls().outcome()).isIn(Tls.Outcome.STALLED, Tls.Outcome.MALFORMED);
        }
    }

    // Straight to the origin

    @Test
    void look_origins_areAllLookedAtOnBothPorts() throws IOException {
        try (Server secure = Server.overTls(HERE, Keys.of("edge.example.com"), ProbeTest::http1, ProbeTest::answer);
                Server plain = Server.answering("HTTP/1.1 301 Moved\r\nLocation: https://elsewhere.example/\r\n\r\n");
                Server edge = Server.on(EDGE, 0, ProbeTest::answer)) {
            int closed = closedPort();
            Sighting seen = look(
                    url("http://edge.example.com:" + edge.port() + "/p?q"),
                    origin(secure.port(), plain.port()),
                    origin(closed, closed));

            OriginSeen healthy = seen.origins().get(0);
            assertThat(healthy.https().status()).isEqualTo(200);
            assertThat(healthy.https().tls().chain().flaws()).isEmpty();
            assertThat(healthy.http().status())
                    .as("origins' redirects are not followed")
                    .isEqualTo(301);
            assertThat(firstLines(secure)).containsExactly("GET /p?q HTTP/1.1");
            OriginSeen dead = seen.origins().get(1);
            assertThat(dead.https().tcp().outcome()).isEqualTo(Tcp.Outcome.REFUSED);
            assertThat(dead.http().tcp().outcome()).isEqualTo(Tcp.Outcome.REFUSED);
        }
    }

    @Test
    void look_originAtAnAddressOfCloudflares_isNotConnectedTo() throws IOException {
        try (Server edge = Server.on(EDGE, 0, ProbeTest::answer)) {
            OriginSeen origin = look(
                            url("http://127.0.0.1:" + closedPort() + "/"),
                            new OriginAddress(EDGE, edge.port(), edge.port()))
                    .origins()
                    .get(0);

            assertThat(origin.cloudflares()).isTrue();
            assertThat(origin.https()).isNull();
            assertThat(edge.accepted()).isZero();
        }
    }

    @Test
    void look_originInside_isRefusedAndNotConnectedTo() throws IOException {
        try (Server inside = Server.answering(OK);
                Server edge = Server.on(EDGE, 0, ProbeTest::answer);
                NameServer dns = nobody()) {
            OriginSeen origin = probe(Settings.patient(), allowing("127.0.0.2"), dns, POOL)
                    .look(new Question(url(edge), List.of(origin(inside.port(), inside.port()))), NOBODY)
                    .origins()
                    .get(0);

            assertThat(origin.refused().reason()).isEqualTo(Reason.SPECIAL_ADDRESS);
            assertThat(origin.https()).isNull();
            assertThat(origin.http()).isNull();
            assertThat(inside.accepted()).isZero();
        }
    }

    @Test
    void look_originThatIsTheSiteItself_isNotLookedAtTwice() throws IOException {
        try (Server server = Server.answering(OK)) {
            Sighting seen = look(url(server), origin(closedPort(), server.port()));

            assertThat(seen.origins()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"www.edge.example.com, www.edge.example.com", "login.example.com, edge.example.com"})
    void look_redirectBeforeTheOrigins_takesItsNameOnlyWithinTheSite(String to, String expected) throws IOException {
        try (Server plain = Server.answering(OK);
                Server edge = Server.on(EDGE, 0, connection -> {
                    String request = connection.request();
                    connection.send(
                            request.contains("Host: edge.")
                                    ? "HTTP/1.1 302 Found\r\nLocation: http://" + to + ":" + port(request)
                                            + "/\r\nContent-Length: 0\r\n\r\n"
                                    : OK);
                });
                NameServer dns = everybodyAt("127.0.0.2")) {
            Sighting seen = probe(Settings.patient(), dns)
                    .look(
                            new Question(
                                    url("http://edge.example.com:" + edge.port() + "/"),
                                    List.of(origin(closedPort(), plain.port()))),
                            NOBODY);

            assertThat(seen.hops()).hasSize(2);
            assertThat(plain.requests().get(0)).contains("Host: " + expected + ":");
        }
    }

    // Waiting

    @Test
    void look_silentOrigin_isWaitedForAndThenSilent() throws IOException {
        try (Server silent = Server.on(Server.Connection::stall);
                Server edge = Server.on(EDGE, 0, ProbeTest::answer)) {
            OriginSeen origin = look(Settings.impatientWithOrigins(), url(edge), origin(closedPort(), silent.port()))
                    .origins()
                    .get(0);

            assertThat(origin.http().http().outcome()).isEqualTo(Http.Outcome.SILENT);
        }
    }

    @Test
    void look_silentEdge_isWaitedForBeyondTheOriginsPatienceWhileOriginsAreLookedAt() throws IOException {
        CountDownLatch originAsked = new CountDownLatch(1);
        List<Step> steps = Collections.synchronizedList(new ArrayList<>());
        Duration hour = Duration.ofHours(1);
        Duration moment = Duration.ofMillis(50);
        try (Server origin = Server.on(connection -> {
                    answer(connection);
                    originAsked.countDown();
                });
                Server edge = Server.on(EDGE, 0, connection -> {
                    connection.request();
                    // The edge answers only once the origin was asked, so that waiting in turn would never end.
                    originAsked.await();
                    connection.send(OK);
                });
                NameServer dns = nobody()) {
            Sighting seen = probe(Settings.of(hour, hour, moment, hour, moment, 64), dns)
                    .look(new Question(url(edge), List.of(origin(closedPort(), origin.port()))), steps::add);

            assertThat(seen.last().exchange().status()).isEqualTo(200);
            assertThat(seen.origins().get(0).http().status()).isEqualTo(200);
            assertThat(steps)
                    .filteredOn(step -> step.mark() == Mark.WAITING && step.phase() == Phase.HTTP)
                    .hasSize(1);
        }
    }

    @Test
    void look_timeIsUp_endsWithWhatWasSeen() throws IOException {
        try (Server silent = Server.on(Server.Connection::stall)) {
            Probe probe;
            Sighting seen;
            try (NameServer dns = nobody()) {
                probe = probe(Settings.impatient(), dns);
                seen = probe.look(new Question(url(silent), List.of(origin(silent.port(), silent.port()))), NOBODY);
            }

            assertThat(seen.last().exchange().http().outcome()).isEqualTo(Http.Outcome.SILENT);
            assertThat(seen.origins()).isNotEmpty();
            assertThat(probe.sockets.free()).isEqualTo(64);
        }
    }

    @Test
    void look_threadIsInterrupted_endsWithWhatWasSeenAndStaysInterrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (Server silent = Server.on(connection -> {
                    connection.request();
                    waiting.countDown();
                    connection.stall();
                });
                NameServer dns = nobody()) {
            Probe probe = probe(Settings.patient(), dns);
            FutureTask<Boolean> look = new FutureTask<>(() -> {
                Sighting seen =
                        probe.look(new Question(url(silent), List.of(origin(silent.port(), closedPort()))), NOBODY);
                return seen.last().exchange().http().outcome() == Http.Outcome.SILENT
                        && Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(look);
            thread.start();
            waiting.await();
            thread.interrupt();

            assertThat(look.get()).isTrue();
        }
    }

    // Telling, and doing side by side

    @Test
    void look_steps_areToldInTheOrderInWhichTheyHappen() throws IOException {
        List<String> steps = new ArrayList<>();
        List<Duration> elapsed = new ArrayList<>();
        try (Server edge = Server.overTls(
                        EDGE,
                        Keys.of("edge.example.com"),
                        ProbeTest::http1,
                        connection -> connection.send(
                                connection.request().startsWith("GET /cdn-cgi/trace ") ? TRACE : EDGE_522));
                NameServer dns = everybodyAt("127.0.0.2")) {
            probe(Settings.patient(), dns).look(new Question(secureUrl(edge, "edge.example.com"), List.of()), step -> {
                steps.add(step.phase() + " " + step.mark());
                elapsed.add(step.elapsed());
            });
        }

        assertThat(steps)
                .containsExactly(
                        "DNS RUNNING",
                        "DNS FINE",
                        "TCP RUNNING",
                        "TCP FINE",
                        "TLS RUNNING",
                        "TLS FINE",
                        "HTTP RUNNING",
                        "HTTP FAILED",
                        "TRACE RUNNING",
                        "TRACE FINE",
                        "AGAIN RUNNING",
                        "AGAIN FAILED");
        assertThat(elapsed).isSorted();
    }

    @Test
    void look_http2Greeting_tellsEachPhaseOnce() throws IOException {
        List<String> steps = new ArrayList<>();
        try (Server server = Server.overTls(
                        HERE, Keys.of("shop.example.com"), ProbeTest::preferringHttp2, onHttp2(ProbeTest::speakHttp2));
                NameServer dns = everybodyAt("127.0.0.1")) {
            probe(Settings.patient(), dns)
                    .look(
                            new Question(secureUrl(server, "shop.example.com"), List.of()),
                            step -> steps.add(step.phase() + " " + step.mark()));
        }

        assertThat(steps).doesNotHaveDuplicates().endsWith("HTTP RUNNING", "HTTP FINE");
    }

    @Test
    void look_listenerThrows_goesOn() throws IOException {
        try (Server server = Server.answering(OK);
                NameServer dns = nobody()) {
            Sighting seen = probe(Settings.patient(), dns).look(new Question(url(server), List.of()), step -> {
                throw new IllegalStateException("nobody listens");
            });

            assertThat(seen.last().exchange().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejects", "never runs", "runs at once", "is shared and small"})
    void look_executorOfAnyKind_seesTheSame(String kind) throws IOException {
        ExecutorService small = Executors.newSingleThreadExecutor();
        Executor executor =
                switch (kind) {
                    case "rejects" ->
                        work -> {
                            throw new RejectedExecutionException("closed");
                        };
                    case "never runs" -> work -> {};
                    case "runs at once" -> Runnable::run;
                    default -> small;
                };
        try (Server secure = Server.overTls(HERE, Keys.of("edge.example.com"), ProbeTest::http1, ProbeTest::answer);
                Server plain = Server.answering(OK);
                Server edge = Server.on(EDGE, 0, ProbeTest::answer);
                NameServer dns = nobody()) {
            OriginAddress origin = origin(secure.port(), plain.port());
            Sighting seen = probe(Settings.patient(), allowing("127.0.0.0/8"), dns, executor)
                    .look(new Question(url(edge), List.of(origin, origin, origin)), NOBODY);

            assertThat(seen.origins()).hasSize(3).allSatisfy(one -> {
                assertThat(one.https().status()).isEqualTo(200);
                assertThat(one.http().status()).isEqualTo(200);
            });
        } finally {
            small.shutdownNow();
        }
    }

    @Test
    void look_manyAtOnceWithFewSockets_allSeeTheSame() throws Exception {
        Duration hour = Duration.ofHours(1);
        try (Server secure = Server.overTls(HERE, Keys.of("shop.example.com"), ProbeTest::http1, ProbeTest::answer);
                NameServer dns = everybodyAt("127.0.0.1")) {
            Probe probe = probe(Settings.of(hour, hour, hour, hour, hour, 3), dns);
            List<Future<Integer>> looks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                looks.add(POOL.submit(() -> probe.look(
                                new Question(secureUrl(secure, "shop.example.com"), List.of()), NOBODY)
                        .last()
                        .exchange()
                        .status()));
            }
            for (Future<Integer> look : looks) {
                assertThat(look.get()).isEqualTo(200);
            }
            assertThat(probe.sockets.free()).isEqualTo(3);
        }
    }
}
