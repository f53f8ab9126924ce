package dev.cf5xx.app;

import static dev.cf5xx.app.SiteCheck.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Recipe;
import dev.cf5xx.lab.dns.NameAnswer;
import dev.cf5xx.lab.dns.NameServer;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.JsseTls;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sites that want to lead the check into its own network, keep it busy, or put words into its mouth. One address of loopback
 * stands for the public internet; every other one is the inside.
 */
@Timeout(60)
class HostileCheckTest {
    private static final InetAddress PUBLIC = address("127.0.0.77");
    private static final InetAddress INSIDE = address("127.0.0.66");
    private static final Authority ROOT = Authority.root("Test Root", Clock.systemUTC());
    private static final String SECRET = "s3cr3tVALUE";

    /** A browser's way to read a line backwards, to hide one character, and to turn red; a call to everybody on two platforms. */
    private static final String NASTY =
            "\u001b[31mred\u001b]0;t\u0007 \u202eevil\u2066 \u200bnil \u0085\u009b31m @everyone <!channel> `end` ";

    @TempDir
    Path folder;

    private NameServer names;
    private Path root;

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        names = NameServer.start(InetAddress.getLoopbackAddress());
        names.say(HOST, NameAnswer.at(PUBLIC));
        root = Files.writeString(folder.resolve("root.pem"), ROOT.pem());
    }

    @AfterEach
    void stop() {
        names.close();
    }

    private List<String> options(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--dns",
                "127.0.0.1:" + names.address().getPort(),
                "--allow-network",
                PUBLIC.getHostAddress() + "/32",
                "--cacert",
                root.toString()));
        options.addAll(List.of(more));
        return options;
    }

    private SiteCheck check(Listener site, String... more) {
        return SiteCheck.of(url("http", site), options(more));
    }

    private static String url(String scheme, Listener site) {
        return scheme + "://" + HOST + ":" + site.address().getPort() + "/";
    }

    private static Listener site(Handler handler) throws IOException {
        return Listener.plain(PUBLIC, 0, handler);
    }

    private static Answer redirect(String to) {
        return new Answer(302, "Found", List.of("Server: nginx", "Location: " + to), "");
    }

    /** Answers one request and waits for the client to leave. */
    private static Handler once(Handler handler) {
        return connection -> {
            if (Request.read(connection.in()) != null) {
                handler.serve(connection);
                connection.finish();
            }
        };
    }

    // Into the network.

    /** Where browsers would go: nothing else is wrong with such a site. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:{canary}/",
                "//127.0.0.1:{canary}/",
                "http://127.0.0.1:{canary}/#https://shop.example.net/",
                "http://[::ffff:127.0.0.1]:{canary}/",
                "http://[::1]:{canary}/",
                "http://localhost:{canary}/",
                "http://intranet:{canary}/",
                "http://printer.local:{canary}/",
                "http://inside.example.net:{canary}/",
                "http://169.254.169.254/latest/meta-data/",
                "http://metadata.google.internal/computeMetadata/v1/",
            })
    void redirect_intoTheInside_isNotFollowed(String target) throws IOException {
        names.say("inside.example.net", NameAnswer.at(InetAddress.getLoopbackAddress()));
        try (Canary canary = Canary.on(InetAddress.getLoopbackAddress(), 0);
                Listener site = site(Answer.each(
                        request -> redirect(target.replace("{canary}", Integer.toString(canary.port())))))) {
            SiteCheck seen = check(site);

            assertThat(canary.visitors()).isZero();
            assertThat(seen.finding()).as(seen.toString()).isEqualTo("redirect-refused");
            assertThat(seen.run().code()).isEqualTo(1);
        }
    }

    /** What the check alone does not follow, and what nobody follows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "gopher://127.0.0.77:{site}/",
                "javascript:alert(1)",
                "http://joe:" + SECRET + "@" + HOST + ":{site}/",
                "http://" + SECRET + "@127.0.0.1:{canary}/",
                "http://2130706433:{canary}/",
                "http://0x7f.1:{canary}/",
                "http://0177.0.0.1:{canary}/",
                "http:\\\\127.0.0.1:{canary}\\",
                "http://127.0.0.1:{canary}\\@" + HOST + "/",
            })
    void redirect_outOfTheOrdinary_isNotFollowed(String target) throws IOException {
        try (Canary canary = Canary.on(InetAddress.getLoopbackAddress(), 0);
                Listener site =
                        site(Answer.each(request -> redirect(target.replace("{canary}", Integer.toString(canary.port()))
                                .replace("{site}", request.header("host").replaceAll(".*:", "")))))) {
            SiteCheck seen = check(site);

            assertThat(canary.visitors()).isZero();
            assertThat(seen.findings()).as(seen.toString()).contains("redirect-refused");
            assertThat(seen.report().path("hops")).hasSize(1);
            assertThat(seen.run().toString()).doesNotContain(SECRET);
        }
    }

    /** Judged once, connected to for ever: an error is looked at three times, and the name is not asked for again. */
    @Test
    void name_thatLeadsElsewhereTheSecondTime_isConnectedToWhereItWasJudged() throws IOException {
        names.say(HOST, NameAnswer.at(PUBLIC), NameAnswer.at(INSIDE));
        try (Listener site = site(Answer.each(request -> Answer.html(503, "Service Unavailable", "later\n")));
                Canary canary = Canary.on(INSIDE, site.address().getPort())) {
            SiteCheck seen = check(site);

            assertThat(canary.visitors()).isZero();
            assertThat(seen.report().path("tries").toString()).isEqualTo("[503,503,503]");
            assertThat(names.queries(HOST)).as("A and AAAA").isEqualTo(2);
        }
    }

    /** A redirect is a new target though it has the same name. */
    @Test
    void name_thatLeadsElsewhereAfterARedirect_isJudgedAgain() throws IOException {
        names.say(HOST, NameAnswer.at(PUBLIC), NameAnswer.at(INSIDE));
        try (Listener site = site(Answer.each(request -> redirect("/next")));
                Canary canary = Canary.on(INSIDE, site.address().getPort())) {
            SiteCheck seen = check(site);

            assertThat(canary.visitors()).isZero();
            assertThat(seen.findings()).as(seen.toString()).contains("redirect-refused");
            assertThat(seen.run().code()).isNotZero();
        }
    }

    private static Stream<List<NameAnswer>> namesOfTheInside() {
        return Stream.of(
                List.of(NameAnswer.at(INSIDE)),
                List.of(NameAnswer.at(PUBLIC, INSIDE)),
                List.of(NameAnswer.at(INSIDE, PUBLIC)),
                List.of(NameAnswer.at(PUBLIC, address("::1"))),
                List.of(NameAnswer.at(PUBLIC, address("::ffff:10.0.0.1"), address("64:ff9b::a00:1"))),
                List.of(NameAnswer.at(PUBLIC, address("169.254.169.254"))));
    }

    /** One bad address blocks the name: nobody can tell which of them is connected to in the end. */
    @ParameterizedTest
    @MethodSource("namesOfTheInside")
    void name_withAnAddressOfTheInside_isNotConnectedToAtAll(List<NameAnswer> said) throws IOException {
        names.say(HOST, said.toArray(NameAnswer[]::new));
        try (Listener site = site(Connection::hold);
                Canary canary = Canary.on(INSIDE, site.address().getPort())) {
            SiteCheck seen = check(site);

            assertThat(canary.visitors()).isZero();
            assertThat(site.accepted()).isZero();
            assertThat(seen.finding()).as(seen.toString()).isEqualTo("private-address");
            assertThat(seen.report().path("policy").path("allowed").asBoolean()).isFalse();
            assertThat(seen.run().code()).isEqualTo(2);
        }
    }

    /** The alias alone tells what it is, wherever it ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {"db.internal", "kubernetes.default.svc.cluster.local", "metadata.google.internal", "localhost"})
    void name_withAnAliasOfTheInside_isNotConnectedTo(String alias) throws IOException {
        names.say(HOST, new NameAnswer.Alias(alias));
        names.say(alias, NameAnswer.at(PUBLIC));
        try (Listener site = site(Connection::hold)) {
            SiteCheck seen = check(site);

            assertThat(site.accepted()).isZero();
            assertThat(seen.report().path("policy").path("allowed").asBoolean())
                    .as(seen.toString())
                    .isFalse();
            assertThat(seen.run().code()).isEqualTo(2);
        }
    }

    /** Who presents a certificate chooses its links. */
    @Test
    void certificate_withLinksToTheInside_isNotLookedUpThere() throws IOException {
        names.say("crl.example.net", NameAnswer.at(INSIDE));
        names.say("ocsp.example.net", NameAnswer.at(PUBLIC, INSIDE));
        try (Canary canary = Canary.on(INSIDE, 0)) {
            String port = ":" + canary.port();
            Authority below = ROOT.intermediate(Recipe.issuer("Test Issuing"));
            Recipe linked = Recipe.host(HOST)
                    .links(
                            "http://ocsp.example.net" + port + "/",
                            "http://crl.example.net" + port + "/list.crl",
                            "http://127.0.0.66" + port + "/issuer.crt");
            // Without the issuer's certificate, so that it has to be fetched.
            JsseTls tls = JsseTls.of(below.issue(linked).alone());
            try (Listener site =
                    Listener.tls(PUBLIC, 0, tls, Answer.each(request -> Answer.html(200, "OK", "hello\n")))) {
                SiteCheck seen = SiteCheck.of(url("https", site), options());

                assertThat(canary.visitors()).isZero();
                assertThat(seen.finding()).as(seen.toString()).isEqualTo("certificate-chain-incomplete");
                assertThat(seen.report().path("tls").path("revocation").asText())
                        .isEqualTo("unchecked");
            }
        }
    }

    @Test
    void certificate_withRevocationLinksToTheInside_staysUnchecked() throws IOException {
        try (Canary canary = Canary.on(INSIDE, 0)) {
            String inside = "http://127.0.0.66:" + canary.port();
            Recipe linked = Recipe.host(HOST).links(inside + "/ocsp", inside + "/crl", null);
            try (Listener site = Listener.tls(
                    PUBLIC,
                    0,
                    JsseTls.of(ROOT.issue(linked)),
                    Answer.each(request -> Answer.html(200, "OK", "hello\n")))) {
                SiteCheck seen = SiteCheck.of(url("https", site), options());

                assertThat(canary.visitors()).isZero();
                assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
                assertThat(seen.report().path("tls").path("revocation").asText())
                        .isEqualTo("unchecked");

                // Where the operator opens that network the same links are followed.
                SiteCheck.of(url("https", site), options("--allow-network", INSIDE.getHostAddress() + "/32"));
                assertThat(canary.visitors()).isPositive();
            }
        }
    }

    /** The environment of whoever runs the check is no way to the site, and no way out of the network either. */
    @Test
    void proxy_inTheEnvironment_isNotUsed() throws IOException {
        try (Canary canary = Canary.on(INSIDE, 0);
                Listener site = site(Answer.each(request -> Answer.html(200, "OK", "hello\n")))) {
            Map<String, String> environment = new HashMap<>();
            for (String name :
                    List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")) {
                environment.put(name, "http://127.0.0.66:" + canary.port());
            }
            SiteCheck seen = SiteCheck.in(environment, url("http", site), options());

            assertThat(canary.visitors()).isZero();
            assertThat(seen.finding()).as(seen.toString()).isEqualTo("origin-fine");
            assertThat(seen.report().path("vantage").path("proxied").asBoolean())
                    .isTrue();
        }
    }

    // Keeping it busy.

    private static byte[] gzipOfZeros(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    /** Sends {@code head} and then {@code block} for as long as somebody takes it, and counts. */
    private static Handler endless(String head, byte[] block, AtomicLong sent) {
        return once(connection -> {
            connection.send(head);
            while (true) {
                connection.send(block);
                sent.addAndGet(block.length);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Stream<List<Object>> floods() throws IOException {
        String fine = "HTTP/1.1 200 OK\r\nServer: nginx\r\n";
        byte[] zeros = gzipOfZeros(64);
        return Stream.of(
                List.of(fine + "Content-Length: 10737418240\r\n\r\n", bytes("x".repeat(65_536)), ""),
                List.of(fine + "Transfer-Encoding: chunked\r\n\r\n", bytes("1000\r\n" + "x".repeat(4096) + "\r\n"), ""),
                // One gzip member after the other, each of them 64 MB.
                List.of(fine + "Content-Encoding: gzip\r\n\r\n", zeros, ""),
                List.of(fine, bytes("X-More: " + "x".repeat(1000) + "\r\n"), "520"),
                List.of(fine + "X-More: ", bytes("x".repeat(8192)), "520"),
                List.of("", bytes("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"), "520"),
                List.of("", bytes("x".repeat(8192)), "520"),
                List.of(fine + "Transfer-Encoding: chunked\r\n\r\n", bytes("0".repeat(8192)), ""));
    }

    /** What is sent without end is taken only for a while: 256 KB, and what lies in the sockets between. */
    @ParameterizedTest
    @MethodSource("floods")
    void flood_isReadOnlySoFar(List<Object> flood) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (Listener site = site(endless((String) flood.get(0), (byte[]) flood.get(1), sent))) {
            SiteCheck seen = check(site);

            assertThat(seen.code()).as(seen.toString()).isEqualTo(flood.get(2));
            assertThat(sent.get()).isLessThan((site.accepted() * 16L) << 20);
            assertThat(seen.run().out().length()).isLessThan(20_000);
        }
    }

    @Test
    void cookies_of300KB_areTooMuchForCloudflareAndNotRepeated() throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nServer: nginx\r\n");
        for (int i = 0; i < 300; i++) {
            head.append("Set-Cookie: session")
                    .append(i)
                    .append("=")
                    .append(SECRET.repeat(93))
                    .append("\r\n");
        }
        head.append("Content-Length: 3\r\n\r\nok\n");
        try (Listener site = site(once(connection -> connection.send(head.toString())))) {
            SiteCheck seen = check(site);

            assertThat(seen.code()).as(seen.toString()).isEqualTo("520");
            assertThat(seen.run().toString()).doesNotContain(SECRET);
        }
    }

    /** The answer would take a week. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX-Slow: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            })
    void bytes_oneASecond_endWithTheCheck(String head) throws IOException {
        try (Listener site = site(once(connection -> {
            connection.send(head);
            while (connection.pause(Duration.ofSeconds(1))) {
                connection.send("0");
            }
        }))) {
            SiteCheck seen = check(site, "--max-time", "2s");

            assertThat(seen.report().path("diagnoses")).as(seen.toString()).isNotEmpty();
            assertThat(seen.run().err()).isEmpty();
            assertThat(seen.run().code()).isLessThan(2);
        }
    }

    // Putting words into its mouth.

    /** Whether a text could turn a terminal's colour, order or cursor; line ends are ours. */
    private static boolean disturbs(String text) {
        return text.codePoints()
                .anyMatch(c -> (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT);
    }

    private static void everyText(JsonNode node, Consumer<String> reader) {
        if (node.isTextual()) {
            reader.accept(node.asText());
        }
        node.properties().forEach(field -> reader.accept(field.getKey()));
        node.forEach(child -> everyText(child, reader));
    }

    private void assertHarmless(String url, String... more) {
        SiteCheck json = SiteCheck.of(url, options(more));
        assertThat(disturbs(json.run().out())).as(json.run().out()).isFalse();
        everyText(
                json.report(),
                text -> assertThat(disturbs(text) || text.indexOf('\n') >= 0)
                        .as(text)
                        .isFalse());
        for (String format : List.of("text", "markdown")) {
            for (String lang : List.of("en", "zh")) {
                List<String> words = new ArrayList<>(List.of(url, "--more", "--format", format, "--lang", lang));
                words.addAll(options(more));
                Run run = SiteCheck.run(Map.of(), "", words);
                assertThat(run.out()).isNotBlank();
                assertThat(disturbs(run.out())).as(run.out()).isFalse();
                assertThat(run.err()).isEmpty();
            }
        }
    }

    @Test
    void wordsOfTheSite_withControlAndDirectionCharacters_disturbNoTerminal() throws IOException {
        Answer nasty = Answer.html(
                        502, "Bad\u001b[31m Gateway", "<html><head><title>" + NASTY + "</title></head></html>\n")
                .with(
                        "Server: " + NASTY.replaceAll("[^\\x1b-\\xff]", "?"),
                        "Retry-After: \u001b[31m",
                        "Via: " + "\u0007");
        try (Listener site = site(Answer.each(request -> nasty))) {
            assertHarmless(url("http", site), "--origin", PUBLIC.getHostAddress());
        }
    }

    @Test
    void wordsOfTheCertificate_withControlAndDirectionCharacters_disturbNoTerminal() throws IOException {
        JsseTls tls = JsseTls.of(ROOT.issue(Recipe.host("other.example.net").commonName(NASTY.strip())));
        try (Listener site = Listener.tls(PUBLIC, 0, tls, Answer.each(request -> Answer.html(200, "OK", "hello\n")))) {
            assertHarmless(url("https", site));
        }
    }

    /** An operator pastes what a customer pasted: what is secret in it goes to the site and nowhere else. */
    @ParameterizedTest
    @ValueSource(ints = {200, 503, 302})
    void token_inTheAddress_isNotRepeated(int status) throws IOException {
        try (Listener site = site(Answer.each(request -> request.target().contains("again")
                ? Answer.html(200, "OK", "hello\n")
                : Answer.html(status, "Whatever", "later\n")
                        .with("Location: /again?token=" + SECRET, "X-Echo: " + request.target())))) {
            String url = url("http", site) + "a?token=" + SECRET + "&b=c";

            SiteCheck json = SiteCheck.of(url, options());
            List<String> words = new ArrayList<>(List.of(url, "--more"));
            words.addAll(options());

            assertThat(json.run().toString()).doesNotContain(SECRET);
            assertThat(SiteCheck.run(Map.of(), "", words).toString())
                    .contains("HTTP ")
                    .doesNotContain(SECRET);
        }
    }

    /** Who looked is nobody's business whom the report is sent to. */
    @Test
    void trace_withOurOwnAddressAndAgent_isMasked() throws IOException {
        String trace =
                "fl=1f1\nh=" + HOST + "\nip=198.51.100.23\nts=1.0\nvisit_scheme=http\nuag=Secret/Agent\ncolo=FRA\n"
                        + "sliver=none\nhttp=http/1.1\nloc=DE\ntls=off\nsni=off\nwarp=off\ngateway=off\nrbi=off\nkex=none\n";
        try (Listener site = site(Answer.each(request -> request.path().equals("/cdn-cgi/trace")
                ? Answer.of(200, "OK", "text/plain", trace).with("Server: cloudflare")
                : Answer.html(200, "OK", "hello\n").with("Server: cloudflare", "CF-RAY: 8f0a1b2c3d4e5f60-FRA")))) {
            String[] edge = {"--cloudflare-network", PUBLIC.getHostAddress() + "/32"};
            SiteCheck json = SiteCheck.of(url("http", site), options(edge));
            List<String> words = new ArrayList<>(List.of(url("http", site), "--more"));
            words.addAll(options(edge));
            Run text = SiteCheck.run(Map.of(), "", words);

            assertThat(json.report().path("trace").toString()).contains("FRA");
            assertThat(json.run().toString()).doesNotContain("198.51.100.23", "Secret/Agent");
            assertThat(text.out()).contains("FRA").doesNotContain("198.51.100.23", "Secret/Agent");
        }
    }
}
