package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Response;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Trace;
import dev.cf5xx.bot.evidence.Vantage;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes sightings: a healthy site with one thing changed. */
final class Seen {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final String HOST = "shop.example.org";
    static final InetAddress ORIGIN = ip("203.0.113.7");
    static final InetAddress EDGE = ip("104.16.1.1");
    static final OriginAddress GIVEN = new OriginAddress(ORIGIN, 443, 80);

    SiteUrl url = new SiteUrl(true, HOST, null, 443, "/");
    Vantage vantage = new Vantage(true, true, false, false);
    Lookup lookup = lookup(Lookup.Outcome.ANSWERED, ORIGIN);
    List<Hop> before = new ArrayList<>();
    List<Tcp> families = List.of();
    Exchange exchange = https(tls(), answer(200));
    boolean proxied;
    List<Exchange> again = List.of();
    Exchange machine;
    Trace trace;
    List<OriginSeen> origins = new ArrayList<>();
    Refusal stopped;

    private Seen() {}

    /** A site without Cloudflare. */
    static Seen direct() {
        return new Seen();
    }

    /** A site behind Cloudflare that answers so. */
    static Seen edge(Http http) {
        Seen seen = new Seen();
        seen.proxied = true;
        seen.lookup = lookup(Lookup.Outcome.ANSWERED, EDGE);
        seen.exchange = edgeExchange(http);
        return seen;
    }

    /** A site behind Cloudflare that shows the branded page of {@code code}. */
    static Seen edge(String code) {
        return edge(branded(code));
    }

    static Http branded(String code) {
        return Response.madeByCloudflare(Integer.parseInt(code))
                .body(Response.branded(code, "Some error", code.equals("500") ? "cloudflare" : "host"))
                .http();
    }

    static Exchange edgeExchange(Http http) {
        return new Exchange(tcp(EDGE, 443, Tcp.Outcome.CONNECTED), tls(), http, Duration.ofMillis(150));
    }

    Seen origin(OriginSeen seen) {
        origins.add(seen);
        return this;
    }

    Report report() {
        List<Hop> hops = new ArrayList<>(before);
        hops.add(new Hop(url, lookup, families, exchange));
        Sighting sighting = new Sighting(
                url, NOON, vantage, hops, proxied, again, machine, trace, origins, stopped, Duration.ofMillis(500));
        return Diagnoser.diagnose(sighting, null);
    }

    Sighting sighting() {
        return new Sighting(
                url,
                NOON,
                vantage,
                List.of(new Hop(url, lookup, families, exchange)),
                proxied,
                again,
                machine,
                trace,
                origins,
                stopped,
                Duration.ofMillis(500));
    }

    // Parts.

    static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Lookup lookup(Lookup.Outcome outcome, InetAddress... addresses) {
        return new Lookup(HOST, outcome, List.of(addresses), List.of(), Duration.ofMillis(12));
    }

    static Tcp tcp(InetAddress address, int port, Tcp.Outcome outcome) {
        return new Tcp(address, port, outcome, Duration.ofMillis(outcome == Tcp.Outcome.TIMED_OUT ? 19_000 : 3));
    }

    static Exchange unconnected(int port, Tcp.Outcome outcome) {
        return new Exchange(tcp(ORIGIN, port, outcome), null, null, Duration.ofMillis(20));
    }

    static Exchange https(Tls tls, Http http) {
        return new Exchange(tcp(ORIGIN, 443, Tcp.Outcome.CONNECTED), tls, http, Duration.ofMillis(120));
    }

    static Exchange plain(Http http) {
        return new Exchange(tcp(ORIGIN, 80, Tcp.Outcome.CONNECTED), null, http, Duration.ofMillis(80));
    }

    static Http answer(int status) {
        return Response.of(status)
                .header("Server", "nginx")
                .body("<h1>hello</h1>")
                .http();
    }

    /** A request that got no complete header. */
    static Http none(Http.Outcome outcome) {
        return none(outcome, "", 0);
    }

    static Http none(Http.Outcome outcome, String firstLine, long bytes) {
        return new Http(
                outcome,
                firstLine,
                0,
                List.of(),
                bytes,
                Bytes.NONE,
                Http.BodyEnd.NONE,
                Duration.ofMillis(outcome == Http.Outcome.SILENT ? 125_000 : 5),
                Duration.ofMillis(outcome == Http.Outcome.SILENT ? 125_000 : 6));
    }

    static Http sized(int status, List<Http.Header> headers, long bytes) {
        return new Http(
                Http.Outcome.ANSWERED,
                "HTTP/1.1 " + status,
                status,
                headers,
                bytes,
                Bytes.of("x".getBytes(StandardCharsets.UTF_8)),
                Http.BodyEnd.COMPLETE,
                Duration.ofMillis(80),
                Duration.ofMillis(90));
    }

    static Http ended(Http http, Http.BodyEnd end) {
        return new Http(
                http.outcome(),
                http.firstLine(),
                http.status(),
                http.headers(),
                http.headBytes(),
                http.body(),
                end,
                http.firstByte(),
                http.took());
    }

    static Certificate certificate(String name) {
        return new Certificate(
                "CN=" + name,
                "CN=Test CA R1,O=Test Trust",
                List.of(name),
                name,
                Instant.parse("2026-10-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                "0a1b",
                "EC 256",
                "SHA256withECDSA",
                Bytes.NONE);
    }

    static Chain chain(Chain.Flaw.Kind... flaws) {
        List<Chain.Flaw> all = java.util.Arrays.stream(flaws)
                .map(kind -> new Chain.Flaw(kind, 0))
                .toList();
        return new Chain(
                List.of(certificate(HOST), certificate("Test CA R1")), all, List.of(), Chain.Revocation.UNCHECKED);
    }

    static Chain remarked(Chain.Remark... remarks) {
        return new Chain(List.of(certificate(HOST)), List.of(), List.of(remarks), Chain.Revocation.UNCHECKED);
    }

    static Tls tls() {
        return tls(chain());
    }

    static Tls tls(Chain chain) {
        return new Tls(
                Tls.Offer.CLOUDFLARE,
                HOST,
                Tls.Outcome.ESTABLISHED,
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "http/1.1",
                chain,
                null,
                false,
                Bytes.NONE,
                Duration.ofMillis(20));
    }

    /** A handshake that was not done. */
    static Tls failed(Tls.Outcome outcome) {
        return failed(outcome, null);
    }

    static Tls failed(Tls.Outcome outcome, Integer alert) {
        return new Tls(
                Tls.Offer.CLOUDFLARE,
                HOST,
                outcome,
                null,
                null,
                null,
                null,
                alert,
                false,
                Bytes.NONE,
                Duration.ofMillis(outcome == Tls.Outcome.STALLED ? 15_000 : 9));
    }

    static Tls notTls(String bytes) {
        return new Tls(
                Tls.Offer.CLOUDFLARE,
                HOST,
                Tls.Outcome.NOT_TLS,
                null,
                null,
                null,
                null,
                null,
                false,
                Bytes.of(bytes.getBytes(StandardCharsets.UTF_8)),
                Duration.ofMillis(9));
    }

    /** A handshake with everything offered that chose this. */
    static Tls chose(String version, String cipher) {
        return new Tls(
                Tls.Offer.EVERYTHING,
                HOST,
                Tls.Outcome.ESTABLISHED,
                version,
                cipher,
                null,
                chain(),
                null,
                false,
                Bytes.NONE,
                Duration.ofMillis(11));
    }

    static Tls demanding(Tls.Outcome outcome, Integer alert) {
        return new Tls(
                Tls.Offer.CLOUDFLARE,
                HOST,
                outcome,
                outcome == Tls.Outcome.ESTABLISHED ? "TLSv1.3" : null,
                outcome == Tls.Outcome.ESTABLISHED ? "TLS_AES_128_GCM_SHA256" : null,
                null,
                chain(),
                alert,
                true,
                Bytes.NONE,
                Duration.ofMillis(14));
    }

    static OriginSeen origin(Exchange https, Exchange http) {
        return new OriginSeen(GIVEN, false, null, https, null, null, null, http);
    }

    static OriginSeen origin(Exchange https, Tls anyOffer, Tls withoutSni, OriginSeen.Http2 http2, Exchange http) {
        return new OriginSeen(GIVEN, false, null, https, anyOffer, withoutSni, http2, http);
    }

    static OriginSeen healthy() {
        return origin(https(tls(), answer(200)), plain(answer(200)));
    }
}
