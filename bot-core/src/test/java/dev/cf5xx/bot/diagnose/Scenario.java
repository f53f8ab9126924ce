package dev.cf5xx.bot.diagnose;

import static dev.cf5xx.bot.diagnose.Seen.ORIGIN;
import static dev.cf5xx.bot.diagnose.Seen.answer;
import static dev.cf5xx.bot.diagnose.Seen.chain;
import static dev.cf5xx.bot.diagnose.Seen.chose;
import static dev.cf5xx.bot.diagnose.Seen.demanding;
import static dev.cf5xx.bot.diagnose.Seen.direct;
import static dev.cf5xx.bot.diagnose.Seen.edge;
import static dev.cf5xx.bot.diagnose.Seen.ended;
import static dev.cf5xx.bot.diagnose.Seen.failed;
import static dev.cf5xx.bot.diagnose.Seen.https;
import static dev.cf5xx.bot.diagnose.Seen.ip;
import static dev.cf5xx.bot.diagnose.Seen.lookup;
import static dev.cf5xx.bot.diagnose.Seen.none;
import static dev.cf5xx.bot.diagnose.Seen.notTls;
import static dev.cf5xx.bot.diagnose.Seen.origin;
import static dev.cf5xx.bot.diagnose.Seen.plain;
import static dev.cf5xx.bot.diagnose.Seen.remarked;
import static dev.cf5xx.bot.diagnose.Seen.sized;
import static dev.cf5xx.bot.diagnose.Seen.tcp;
import static dev.cf5xx.bot.diagnose.Seen.tls;
import static dev.cf5xx.bot.diagnose.Seen.unconnected;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Chain.Flaw.Kind;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Response;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A way in which a site can be, and what a check has to say of it.
 *
 * @param id the row of the shared samples, or a name of its own
 * @param seen what a check sees
 * @param finding what it says first
 * @param code the code it names; null for none
 * @param broken whether it calls the site broken
 */
record Scenario(String id, Seen seen, Finding finding, String code, boolean broken) {

    @Override
    public String toString() {
        return id;
    }

    private static Scenario broken(String id, Finding finding, String code, Seen seen) {
        return new Scenario(id, seen, finding, code, true);
    }

    private static Scenario healthy(String id, Finding finding, Seen seen) {
        return new Scenario(id, seen, finding, null, false);
    }

    /** A site without Cloudflare where an origin does this. */
    private static Seen site(OriginSeen origin) {
        Seen seen = direct().origin(origin);
        seen.exchange = origin.https();
        return seen;
    }

    /** One whose handshake ends so. */
    private static Seen handshake(Tls tls, Tls anyOffer, Tls withoutSni) {
        return site(origin(https(tls, null), anyOffer, withoutSni, null, plain(answer(200))));
    }

    private static Seen certificate(Chain chain) {
        return site(origin(https(tls(chain), answer(200)), plain(answer(200))));
    }

    /** One that answers so, over plain HTTP, to which the address leads. */
    private static Seen plainSite(Http http) {
        Seen seen = direct().origin(origin(null, plain(http)));
        seen.url = new SiteUrl(false, Seen.HOST, null, 80, "/");
        seen.exchange = plain(http);
        return seen;
    }

    private static Seen unreachable(Tcp.Outcome outcome) {
        return site(origin(unconnected(443, outcome), unconnected(80, outcome)));
    }

    private static Chain chainOf(Certificate certificate, Kind... flaws) {
        return new Chain(
                List.of(certificate),
                java.util.Arrays.stream(flaws)
                        .map(kind -> new Chain.Flaw(kind, 0))
                        .toList(),
                List.of(),
                Chain.Revocation.UNCHECKED);
    }

    private static Certificate named(List<String> names, String commonName) {
        return new Certificate(
                commonName.isEmpty() ? "" : "CN=" + commonName,
                "CN=Test CA R1,O=Test Trust",
                names,
                commonName,
                Instant.parse("2026-10-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                "0a1b",
                "EC 256",
                "SHA256withECDSA",
                Bytes.NONE);
    }

    private static Certificate signedWith(String signature) {
        return new Certificate(
                "CN=" + Seen.HOST,
                "CN=Test CA R1",
                List.of(Seen.HOST),
                Seen.HOST,
                Instant.parse("2026-10-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                "0a1b",
                "RSA 1024",
                signature,
                Bytes.NONE);
    }

    private static Chain revoked(Chain.Revocation.By by) {
        return new Chain(
                List.of(Seen.certificate(Seen.HOST)),
                List.of(new Chain.Flaw(Kind.REVOKED, 0)),
                List.of(),
                new Chain.Revocation(Chain.Revocation.Status.REVOKED, by));
    }

    private static Seen redirect(String url, String location, boolean proxied) {
        boolean https = url.startsWith("https");
        Http http = Response.of(301).header("Location", location).http();
        Seen seen = proxied ? edge(http) : direct();
        seen.url = new SiteUrl(https, Seen.HOST, null, https ? 443 : 80, "/");
        seen.exchange = proxied ? seen.exchange : https ? https(tls(), http) : plain(http);
        seen.stopped = new Refusal(Refusal.Reason.REDIRECTS, location);
        return seen;
    }

    private static Seen name(Lookup.Outcome outcome) {
        Seen seen = direct();
        seen.lookup = lookup(outcome);
        seen.exchange = null;
        return seen;
    }

    private static Seen tries(Seen seen, String... codes) {
        seen.again = java.util.Arrays.stream(codes)
                .map(code -> Seen.edgeExchange(
                        code.equals("200") ? Response.throughCloudflare(200).http() : Seen.branded(code)))
                .toList();
        return seen;
    }

    /** All of them. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(connecting());
        all.addAll(handshakes());
        all.addAll(certificates());
        all.addAll(answers());
        all.addAll(edges());
        all.addAll(names());
        return all;
    }

    private static List<Scenario> connecting() {
        Seen blocked522 = edge("522").origin(Seen.healthy());
        Seen blocked521 = edge("521").origin(Seen.healthy());
        Seen v6 = site(Seen.healthy());
        v6.families =
                List.of(tcp(ORIGIN, 443, Tcp.Outcome.CONNECTED), tcp(ip("2001:db8::7"), 443, Tcp.Outcome.REFUSED));
        Seen noV6Here = site(Seen.healthy());
        noV6Here.vantage = new dev.cf5xx.bot.evidence.Vantage(true, false, false, false);
        noV6Here.families =
                List.of(tcp(ORIGIN, 443, Tcp.Outcome.CONNECTED), tcp(ip("2001:db8::7"), 443, Tcp.Outcome.NO_ROUTE));
        return List.of(
                broken("TCP-01", Finding.REFUSED, "521", unreachable(Tcp.Outcome.REFUSED)),
                broken("TCP-02", Finding.SYN_TIMED_OUT, "522", unreachable(Tcp.Outcome.TIMED_OUT)),
                broken("TCP-03", Finding.NO_ROUTE, "523", unreachable(Tcp.Outcome.NO_ROUTE)),
                broken("TCP-05 by the connection", Finding.RESET_ON_ACCEPT, "520", unreachable(Tcp.Outcome.RESET)),
                broken(
                        "TCP-05 by both ports",
                        Finding.RESET_ON_ACCEPT,
                        "520",
                        site(origin(https(failed(Tls.Outcome.RESET), null), plain(none(Http.Outcome.RESET))))),
                broken("TCP-06 dropped", Finding.CLOUDFLARE_BLOCKED, "522", blocked522),
                broken("TCP-06 refused", Finding.CLOUDFLARE_BLOCKED, "521", blocked521),
                broken("TCP-08", Finding.INTERMITTENT, "522", tries(edge("522"), "200", "522")),
                broken("TCP-10", Finding.FAMILY_BROKEN, "521", v6),
                healthy("no IPv6 here", Finding.ORIGIN_FINE, noV6Here),
                healthy(
                        "port 80 closed",
                        Finding.ORIGIN_FINE,
                        site(origin(https(tls(), answer(200)), unconnected(80, Tcp.Outcome.REFUSED)))));
    }

    private static List<Scenario> handshakes() {
        Tls alert = failed(Tls.Outcome.ALERT, 40);
        return List.of(
                broken(
                        "TLS-01",
                        Finding.PLAIN_HTTP_ON_TLS_PORT,
                        "525",
                        handshake(notTls("HTTP/1.1 400 Bad Request\r\n"), null, null)),
                broken(
                        "SSH on the TLS port",
                        Finding.NOT_TLS,
                        "525",
                        handshake(notTls("SSH-2.0-OpenSSH\r\n"), null, null)),
                broken(
                        "TLS-02",
                        Finding.HANDSHAKE_RESET,
                        "525",
                        handshake(failed(Tls.Outcome.RESET), failed(Tls.Outcome.RESET), failed(Tls.Outcome.RESET))),
                broken("TLS-04", Finding.HANDSHAKE_STALLED, "525", handshake(failed(Tls.Outcome.STALLED), null, null)),
                broken("TLS-05", Finding.HANDSHAKE_REFUSED, "525", handshake(alert, alert, alert)),
                broken("TLS-06", Finding.HANDSHAKE_CLOSED, "525", handshake(failed(Tls.Outcome.CLOSED), null, null)),
                broken(
                        "TLS bytes that are wrong",
                        Finding.HANDSHAKE_MALFORMED,
                        "525",
                        handshake(failed(Tls.Outcome.MALFORMED), null, null)),
                broken(
                        "TLS-08",
                        Finding.NO_SHARED_CIPHER,
                        "525",
                        handshake(alert, chose("TLSv1.2", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"), alert)),
                broken(
                        "TLS-09",
                        Finding.NO_SHARED_CIPHER,
                        "525",
                        handshake(alert, chose("TLSv1.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"), alert)),
                broken(
                        "TLS-10",
                        Finding.NO_SHARED_CIPHER,
                        "525",
                        handshake(alert, chose("TLSv1.2", "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"), alert)),
                broken(
                        "cipher missed, closed without alert",
                        Finding.NO_SHARED_CIPHER,
                        "525",
                        handshake(failed(Tls.Outcome.CLOSED), chose("TLSv1.2", "TLS_RSA_WITH_SEED_CBC_SHA"), null)),
                broken(
                        "TLS-11",
                        Finding.NO_CERTIFICATE,
                        "525",
                        handshake(alert, chose("TLSv1.2", "TLS_DH_anon_WITH_AES_256_GCM_SHA384"), alert)),
                broken(
                        "TLS-12",
                        Finding.SNI_UNKNOWN,
                        "525",
                        handshake(failed(Tls.Outcome.ALERT, 112), failed(Tls.Outcome.ALERT, 112), null)),
                broken(
                        "SNI makes it fail",
                        Finding.SNI_UNKNOWN,
                        "525",
                        handshake(
                                failed(Tls.Outcome.RESET),
                                failed(Tls.Outcome.RESET),
                                chose("TLSv1.2", "TLS_AES_128_GCM_SHA256"))),
                broken(
                        "SSLv3 only",
                        Finding.NO_SHARED_VERSION,
                        "525",
                        handshake(failed(Tls.Outcome.ALERT, 70), failed(Tls.Outcome.ALERT, 70), null)),
                broken(
                        "TLS-14",
                        Finding.CLIENT_CERTIFICATE_DEMANDED,
                        "525",
                        handshake(demanding(Tls.Outcome.ALERT, 40), null, null)),
                broken(
                        "TLS-15",
                        Finding.CLIENT_CERTIFICATE_DEMANDED,
                        "525",
                        site(origin(
                                https(demanding(Tls.Outcome.ESTABLISHED, 116), none(Http.Outcome.TLS_ALERT)),
                                null,
                                null,
                                OriginSeen.Http2.CLOSED,
                                plain(answer(200))))),
                broken(
                        "TLS-17",
                        Finding.H2_NOT_SPOKEN,
                        "520",
                        site(origin(
                                https(tls(), answer(200)),
                                null,
                                null,
                                OriginSeen.Http2.NOT_SPOKEN,
                                plain(answer(200))))),
                broken(
                        "TLS-18",
                        Finding.H2_GOAWAY,
                        "520",
                        site(origin(
                                https(tls(), none(Http.Outcome.NOT_HTTP, "\u0000\u0000", 9)),
                                null,
                                null,
                                OriginSeen.Http2.GOAWAY,
                                plain(answer(200))))),
                healthy(
                        "TLS-13",
                        Finding.ORIGIN_FINE,
                        site(origin(
                                https(tls(), answer(200)), null, null, OriginSeen.Http2.SPOKEN, plain(answer(200))))),
                healthy(
                        "client certificate wanted, not needed",
                        Finding.ORIGIN_FINE,
                        site(origin(https(demanding(Tls.Outcome.ESTABLISHED, null), answer(200)), plain(answer(200))))),
                healthy(
                        "client certificate missed with a 400",
                        Finding.ORIGIN_FINE,
                        site(origin(
                                https(demanding(Tls.Outcome.ESTABLISHED, null), answer(400)), plain(answer(200))))));
    }

    private static List<Scenario> certificates() {
        Chain below = new Chain(
                List.of(Seen.certificate(Seen.HOST), Seen.certificate("Test Intermediate")),
                List.of(new Chain.Flaw(Kind.EXPIRED, 1)),
                List.of(),
                Chain.Revocation.UNCHECKED);
        return List.of(
                broken("CRT-01", Finding.CERTIFICATE_EXPIRED, "526", certificate(chain(Kind.EXPIRED))),
                broken("CRT-02", Finding.CERTIFICATE_NOT_YET_VALID, "526", certificate(chain(Kind.NOT_YET_VALID))),
                broken("CRT-03", Finding.CERTIFICATE_SELF_SIGNED, "526", certificate(chain(Kind.SELF_SIGNED))),
                broken(
                        "CRT-04",
                        Finding.CERTIFICATE_SEVERAL_FLAWS,
                        "526",
                        certificate(chain(Kind.SELF_SIGNED, Kind.EXPIRED))),
                broken("CRT-05", Finding.CERTIFICATE_UNKNOWN_ISSUER, "526", certificate(chain(Kind.UNKNOWN_ISSUER))),
                broken(
                        "CRT-07",
                        Finding.CERTIFICATE_NAME_MISMATCH,
                        "526",
                        certificate(chainOf(named(List.of("*.deep.example.org"), "deep"), Kind.NAME_MISMATCH))),
                broken(
                        "CRT-08",
                        Finding.CERTIFICATE_NAME_MISMATCH,
                        "526",
                        certificate(chainOf(named(List.of("203.0.113.7"), ""), Kind.NAME_MISMATCH))),
                broken(
                        "CRT-09",
                        Finding.CERTIFICATE_CHAIN_INCOMPLETE,
                        "526",
                        certificate(chain(Kind.CHAIN_INCOMPLETE))),
                broken("CRT-13", Finding.CERTIFICATE_REVOKED, "526", certificate(revoked(Chain.Revocation.By.CRL))),
                broken("CRT-14", Finding.CERTIFICATE_REVOKED, "526", certificate(revoked(Chain.Revocation.By.STAPLE))),
                broken("CRT-15", Finding.INTERMEDIATE_EXPIRED, "526", certificate(below)),
                broken("CRT-16", Finding.CERTIFICATE_ISSUER_NOT_CA, "526", certificate(chain(Kind.ISSUER_NOT_CA))),
                broken("CRT-17", Finding.CERTIFICATE_NAME_CONSTRAINT, "526", certificate(chain(Kind.NAME_CONSTRAINT))),
                broken("CRT-18", Finding.CERTIFICATE_NOT_FOR_SERVERS, "526", certificate(chain(Kind.NOT_FOR_SERVERS))),
                broken(
                        "MD5",
                        Finding.CERTIFICATE_WEAK,
                        "526",
                        certificate(chainOf(signedWith("MD5withRSA"), Kind.WEAK))),
                broken(
                        "bad signature",
                        Finding.CERTIFICATE_BAD_SIGNATURE,
                        "526",
                        certificate(chain(Kind.BAD_SIGNATURE))),
                healthy("CRT-10 Origin CA", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.ORIGIN_CA))),
                healthy("CRT-11", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.CN_ONLY))),
                healthy("CRT-19", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.WEAK_SIGNATURE))),
                healthy("CRT-21", Finding.ORIGIN_FINE, certificate(chainOf(named(List.of(Seen.HOST), "")))),
                healthy("CRT-22", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.NO_STAPLE))),
                healthy("out of order", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.OUT_OF_ORDER))),
                healthy("expires soon", Finding.ORIGIN_FINE, certificate(remarked(Chain.Remark.EXPIRES_SOON))));
    }

    private static List<Scenario> answers() {
        List<Http.Header> many = IntStream.range(0, 140)
                .mapToObj(i -> new Http.Header("X-Header-" + i, "v".repeat(1000)))
                .toList();
        List<Http.Header> large = List.of(new Http.Header("Set-Cookie", "v".repeat(140_000)));
        Http gzip = ended(
                Response.of(200)
                        .header("Content-Encoding", "gzip")
                        .body("plain")
                        .http(),
                Http.BodyEnd.BROKEN);
        Http cut = ended(
                Response.of(200).header("Content-Length", "1000").body("12345").http(), Http.BodyEnd.SHORT);
        Http nul = sized(0, List.of(new Http.Header("X-Bad", "a\u0000b")), 80);
        Http badHeader = new Http(
                Http.Outcome.BAD_HEADER,
                "HTTP/1.1 200 OK",
                200,
                nul.headers(),
                80,
                Bytes.NONE,
                Http.BodyEnd.NONE,
                nul.firstByte(),
                nul.took());
        return List.of(
                broken("HTTP-01", Finding.EMPTY_REPLY, "520", plainSite(none(Http.Outcome.EMPTY))),
                broken("HTTP-02", Finding.RESET_AFTER_REQUEST, "520", plainSite(none(Http.Outcome.RESET))),
                broken(
                        "HTTP-04",
                        Finding.HEADERS_CUT,
                        "520",
                        plainSite(none(Http.Outcome.HEADER_CUT, "HTTP/1.1 200 OK", 31))),
                broken(
                        "headers that stall",
                        Finding.HEADERS_STALLED,
                        "520",
                        plainSite(none(Http.Outcome.HEADER_STALLED, "HTTP/1.1 200 OK", 31))),
                broken(
                        "HTTP-06",
                        Finding.MALFORMED_STATUS,
                        "520",
                        plainSite(none(Http.Outcome.NOT_HTTP, "HTTP/1.1 ", 9))),
                broken(
                        "SSH",
                        Finding.NOT_HTTP,
                        "520",
                        plainSite(none(Http.Outcome.NOT_HTTP, "SSH-2.0-OpenSSH_9.2", 20))),
                broken("NUL in a header", Finding.MALFORMED_HEADERS, "520", plainSite(badHeader)),
                broken(
                        "endless headers",
                        Finding.ENDLESS_HEADERS,
                        "520",
                        plainSite(none(Http.Outcome.HEADER_ENDLESS, "HTTP/1.1 200 OK", 262144))),
                healthy("HTTP-08", Finding.ORIGIN_FINE, plainSite(sized(200, large.subList(0, 1), 20_500))),
                broken("HTTP-09", Finding.HEADERS_TOO_LARGE, "520", plainSite(sized(200, many, 143_360))),
                broken("HTTP-10", Finding.HEADERS_TOO_LARGE, "520", plainSite(sized(200, large, 140_200))),
                broken("HTTP-11", Finding.STATUS_UNKNOWN, "520", plainSite(answer(999))),
                healthy("HTTP-13", Finding.ORIGIN_FINE, plainSite(cut)),
                broken("HTTP-14", Finding.BROKEN_COMPRESSION, "502", plainSite(gzip)),
                healthy("broken chunks", Finding.ORIGIN_FINE, plainSite(ended(answer(200), Http.BodyEnd.BAD_CHUNKS))),
                broken("HTTP-15", Finding.SILENT, "524", plainSite(none(Http.Outcome.SILENT))),
                broken("HTTP-18", Finding.REDIRECT_LOOP, null, redirect("http:", "/", false)),
                broken("HTTP-20", Finding.ORIGIN_500, "500", plainSite(answer(500))),
                broken("HTTP-21", Finding.ORIGIN_502, "502", plainSite(answer(502))),
                broken("HTTP-22", Finding.ORIGIN_503, "503", plainSite(answer(503))),
                broken("HTTP-23", Finding.ORIGIN_504, "504", plainSite(answer(504))),
                broken("another 5XX", Finding.ORIGIN_5XX, "507", plainSite(answer(507))),
                broken("own 521", Finding.OWN_52X, "521", plainSite(answer(521))),
                broken(
                        "imitation",
                        Finding.IMITATION,
                        "500",
                        plainSite(Response.of(500)
                                .header("Server", "gunicorn")
                                .body(Response.branded("522", "Connection timed out", "host")
                                        .replace("Cloudflare Ray", "Ray"))
                                .http())),
                broken(
                        "CloudFront",
                        Finding.OTHER_PROXY,
                        "503",
                        plainSite(Response.of(503)
                                .header("X-Amz-Cf-Pop", "FRA56-P1")
                                .body("Generated by cloudfront (CloudFront)")
                                .http())),
                healthy("not found", Finding.ORIGIN_FINE, plainSite(answer(404))),
                healthy(
                        "an article",
                        Finding.SAMPLE_PAGE,
                        plainSite(Response.of(200)
                                .body("<title>Error 522 - Cloudflare docs</title>")
                                .http())));
    }

    private static List<Scenario> edges() {
        Seen machine =
                edge(Response.throughCloudflare(530).body("<h1>Sorry</h1>").http());
        machine.machine = Seen.edgeExchange(Response.madeByCloudflare(530)
                .body("{\"cloudflare_error\":true,\"error_code\":1016,\"status\":530}")
                .http());
        Seen loop = redirect("https:", "https://shop.example.org/", true);
        Seen pingPong = redirect("http:", "https://shop.example.org/", true);
        pingPong.before.add(new Hop(
                new SiteUrl(true, Seen.HOST, null, 443, "/"),
                lookup(Lookup.Outcome.ANSWERED, Seen.EDGE),
                List.of(),
                Seen.edgeExchange(Response.of(301)
                        .header("Location", "http://shop.example.org/")
                        .http())));
        Seen many = redirect("https:", "https://shop.example.org/6", true);
        Seen waiting = edge(none(Http.Outcome.SILENT));
        Seen reset = edge(none(Http.Outcome.RESET));
        Seen noTls = edge(none(Http.Outcome.EMPTY));
        noTls.exchange = new dev.cf5xx.bot.evidence.Exchange(
                tcp(Seen.EDGE, 443, Tcp.Outcome.CONNECTED),
                failed(Tls.Outcome.ALERT, 40),
                null,
                java.time.Duration.ofMillis(9));
        Seen cutTls = edge(none(Http.Outcome.EMPTY));
        cutTls.exchange = new dev.cf5xx.bot.evidence.Exchange(
                tcp(Seen.EDGE, 443, Tcp.Outcome.CONNECTED),
                failed(Tls.Outcome.RESET),
                null,
                java.time.Duration.ofMillis(9));
        Seen unreachable = edge(none(Http.Outcome.EMPTY));
        unreachable.exchange = new dev.cf5xx.bot.evidence.Exchange(
                tcp(Seen.EDGE, 443, Tcp.Outcome.TIMED_OUT), null, null, java.time.Duration.ofSeconds(19));
        List<Scenario> scenarios = new ArrayList<>(List.of(
                healthy(
                        "edge fine",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())),
                broken("HTTP-24", Finding.EDGE_ITSELF, "500", edge("500")),
                broken(
                        "unbranded",
                        Finding.EDGE_ITSELF,
                        "503",
                        edge(Response.throughCloudflare(503)
                                .body(Response.nginx("503 Service Temporarily Unavailable", "cloudflare"))
                                .http())),
                broken(
                        "HTTP-32",
                        Finding.EDGE_1XXX,
                        "530",
                        edge(Response.throughCloudflare(530)
                                .header("cf-error-type", "1016")
                                .http())),
                broken("DNS-07", Finding.EDGE_1XXX, "530", machine),
                broken(
                        "tunnel",
                        Finding.EDGE_1XXX,
                        "530",
                        edge(Response.madeByCloudflare(530)
                                .body("error code: 1033")
                                .http())),
                broken(
                        "530 alone",
                        Finding.EDGE_530_UNKNOWN,
                        "530",
                        edge(Response.throughCloudflare(530)
                                .body("<h1>Sorry</h1>")
                                .http())),
                broken(
                        "firewall 1020",
                        Finding.EDGE_1XXX,
                        null,
                        edge(Response.madeByCloudflare(403)
                                .body("error code: 1020")
                                .http())),
                healthy(
                        "HTTP-33",
                        Finding.CHALLENGED,
                        edge(Response.throughCloudflare(403)
                                .header("cf-mitigated", "challenge")
                                .http())),
                healthy(
                        "blocked",
                        Finding.BLOCKED,
                        edge(Response.throughCloudflare(403)
                                .body("<div id=\"cf-error-details\">Sorry, you have been blocked</div>")
                                .http())),
                broken(
                        "HTTP-36",
                        Finding.EDGE_CUSTOM_PAGE,
                        "522",
                        edge(Response.throughCloudflare(522)
                                .body("<h1>Sorry</h1>")
                                .http())),
                broken(
                        "origin's 503",
                        Finding.ORIGIN_PASSED_THROUGH,
                        "503",
                        edge(Response.fromOriginThroughCloudflare(503)
                                .body("<h3>Guru Meditation:</h3><p>XID: 1</p>")
                                .http())),
                broken(
                        "Fastly behind",
                        Finding.OTHER_PROXY,
                        "503",
                        edge(Response.fromOriginThroughCloudflare(503)
                                .body("<h3>Guru Mediation:</h3>")
                                .http())),
                broken(
                        "imitation behind",
                        Finding.IMITATION,
                        "500",
                        edge(Response.fromOriginThroughCloudflare(500)
                                .body(Response.branded("522", "Connection timed out", "host"))
                                .http())),
                broken("unlike origins", Finding.UNLIKE_ORIGINS, "522", tries(edge("522"), "521", "522")),
                broken("still waiting", Finding.EDGE_STILL_WAITING, "524", waiting),
                broken("reset on our path", Finding.OUR_PATH, null, reset),
                broken("edge without certificate", Finding.EDGE_NO_TLS, null, noTls),
                broken("TLS cut on our path", Finding.OUR_PATH, null, cutTls),
                broken("edge unreachable", Finding.EDGE_UNREACHABLE, null, unreachable),
                broken("loop through the edge", Finding.REDIRECT_LOOP, null, loop),
                broken("ping-pong through the edge", Finding.REDIRECT_LOOP, null, pingPong),
                broken("redirects without end", Finding.TOO_MANY_REDIRECTS, null, many),
                // With an origin to look at.
                broken(
                        "526 and an expired certificate",
                        Finding.CERTIFICATE_EXPIRED,
                        "526",
                        edge("526").origin(origin(https(tls(chain(Kind.EXPIRED)), answer(200)), plain(answer(200))))),
                broken(
                        "521 and port 443 closed",
                        Finding.REFUSED,
                        "521",
                        edge("521").origin(origin(unconnected(443, Tcp.Outcome.REFUSED), plain(answer(200))))),
                broken(
                        "520 and client certificate",
                        Finding.CLIENT_CERTIFICATE_DEMANDED,
                        "520",
                        edge("520").origin(origin(https(demanding(Tls.Outcome.ALERT, 40), null), plain(answer(200))))),
                broken(
                        "502 on both sides",
                        Finding.ORIGIN_502,
                        "502",
                        edge("502").origin(origin(https(tls(), answer(502)), plain(answer(502))))),
                broken(
                        "503 on both sides",
                        Finding.SAME_ON_BOTH_SIDES,
                        "503",
                        edge(Response.fromOriginThroughCloudflare(503)
                                        .body("<h1>hello</h1>")
                                        .http())
                                .origin(origin(https(tls(), answer(503)), plain(answer(503))))),
                broken(
                        "DNS-09",
                        Finding.ORIGIN_FINE_EDGE_NOT,
                        "523",
                        edge("523").origin(Seen.healthy())),
                broken(
                        "525 and a fine origin",
                        Finding.ORIGIN_FINE_EDGE_NOT,
                        "525",
                        edge("525").origin(Seen.healthy())),
                healthy(
                        "only Cloudflare, dropped",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())
                                .origin(origin(
                                        unconnected(443, Tcp.Outcome.TIMED_OUT),
                                        unconnected(80, Tcp.Outcome.TIMED_OUT)))),
                healthy(
                        "only Cloudflare, refused",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())
                                .origin(origin(
                                        unconnected(443, Tcp.Outcome.REFUSED), unconnected(80, Tcp.Outcome.REFUSED)))),
                healthy(
                        "only Cloudflare, by client certificate",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())
                                .origin(origin(https(demanding(Tls.Outcome.ALERT, 40), null), plain(answer(301))))),
                healthy(
                        "only Cloudflare, by 403",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())
                                .origin(origin(https(tls(), answer(403)), plain(answer(403))))),
                healthy(
                        "expired certificate under Full",
                        Finding.EDGE_FINE,
                        edge(Response.throughCloudflare(200).http())
                                .origin(origin(https(tls(chain(Kind.EXPIRED)), answer(200)), plain(answer(200)))))));
        for (String code : List.of("520", "521", "522", "523", "524", "525", "526")) {
            scenarios.add(broken("edge's " + code, Finding.EDGE_REPORTS, code, edge(code)));
        }
        Seen sample = edge("522");
        sample.url = new SiteUrl(true, Seen.HOST, null, 443, "/cdn-cgi/error/522");
        scenarios.add(healthy("sample page", Finding.SAMPLE_PAGE, sample));
        return scenarios;
    }

    private static List<Scenario> names() {
        InetAddress inside = ip("10.0.0.5");
        Seen hidden = direct();
        hidden.lookup = lookup(Lookup.Outcome.ANSWERED, inside);
        hidden.exchange = null;
        hidden.stopped = new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "10.0.0.5");
        Seen fake = direct();
        fake.lookup = lookup(Lookup.Outcome.ANSWERED, ip("198.18.0.12"));
        fake.exchange = null;
        fake.stopped = new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "198.18.0.12");
        return List.of(
                broken("DNS-01", Finding.NXDOMAIN, null, name(Lookup.Outcome.NXDOMAIN)),
                broken("DNS-02", Finding.SERVFAIL, null, name(Lookup.Outcome.SERVFAIL)),
                broken("DNS-03", Finding.NO_ADDRESS, null, name(Lookup.Outcome.NO_ADDRESS)),
                broken("DNS silent", Finding.DNS_TIMED_OUT, null, name(Lookup.Outcome.TIMED_OUT)),
                healthy("DNS-05", Finding.ORIGIN_FINE, site(Seen.healthy())),
                broken("DNS-06", Finding.PRIVATE_ADDRESS, null, hidden),
                broken("fake DNS", Finding.FAKE_DNS, null, fake));
    }
}
